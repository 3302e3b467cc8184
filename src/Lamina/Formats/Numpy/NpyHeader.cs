namespace Lamina.Formats.Numpy;

/// <summary>The header of a <c>.npy</c> file: what NumPy writes as <c>{'descr': '&lt;f4', 'fortran_order': False,
/// 'shape': (3, 4), }</c>.</summary>
/// <param name="Descr">Byte order, kind and size of the elements.</param>
/// <param name="FortranOrder">True when the first axis varies fastest.</param>
/// <param name="Shape">The lengths of the axes.</param>
internal sealed record NpyHeader(string Descr, bool FortranOrder, Shape Shape)
{
    // NumPy's own limit since version 2.
    private const int MostAxes = 64;

    /// <summary>Reads the header's text.</summary>
    /// <exception cref="LaminaFormatException">It is not such a dictionary, or its shape cannot be.</exception>
    public static NpyHeader Parse(string text, string name)
    {
        var (descr, fortranOrder, axes) = ParseAxes(text, name);
        return new NpyHeader(descr, fortranOrder, ShapeOf(axes, axes, name));
    }

    /// <summary>Reads the header's text for an array that is read by rows and may be too large for a tensor.</summary>
    /// <returns>The header of a row, and the number of rows.</returns>
    /// <exception cref="LaminaFormatException">It is not such a dictionary, or its shape cannot be.</exception>
    public static (NpyHeader Row, int Count) ParseRows(string text, string name)
    {
        var (descr, fortranOrder, axes) = ParseAxes(text, name);
        if (axes is not [>= 0 and <= int.MaxValue, ..])
        {
            throw new LaminaFormatException(
                $"{name}: rows are counted by the first axis, 0 to {int.MaxValue}; the header states the shape"
                + $" ({string.Join(", ", axes)}).");
        }

        return (new NpyHeader(descr, fortranOrder, ShapeOf(axes.AsSpan(1), axes, name)), (int)axes[0]);
    }

    /// <summary>The header as NumPy writes it.</summary>
    public override string ToString() =>
        $"{{'descr': '{Descr}', 'fortran_order': {(FortranOrder ? "True" : "False")},"
        + $" 'shape': {Shape.ToTupleString()}, }}";

    private static (string Descr, bool FortranOrder, long[] Axes) ParseAxes(string text, string name)
    {
        var parser = new NpyHeaderParser(text, name);
        parser.ReadDictionary();
        var axes = parser.Shape ?? throw Missing("shape");
        if (axes.Count > MostAxes)
        {
            throw new LaminaFormatException(
                $"{name}: an array of NumPy has at most {MostAxes} axes; the header states {axes.Count}.");
        }

        return (
            parser.Descr ?? throw Missing("descr"), parser.FortranOrder ?? throw Missing("fortran_order"), axes.ToArray());

        LaminaFormatException Missing(string key) =>
            new($"{name}: a header of .npy has the keys descr, fortran_order and shape; this one lacks {key}.");
    }

    private static Shape ShapeOf(ReadOnlySpan<long> axes, long[] all, string name) =>
        FileShape.TryCreate(axes) ?? throw new LaminaFormatException(
            $"{name}: the header states the shape ({string.Join(", ", all)}); a tensor holds at most"
            + $" {Array.MaxLength} elements.");
}
