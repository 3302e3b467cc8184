namespace Lamina.Formats.Hdf5;

/// <summary>Texts, each read by itself. Both of the format's character sets are read as UTF-8, of which ASCII is a
/// part: writers that only know ASCII put UTF-8 there all the same.</summary>
internal abstract class TextElements(int count, DatatypeMessage type) : Elements(type.Bytes)
{
    private readonly string[] _values = Empty(count);

    public override string[] Texts => _values;

    public override void Put(ReadOnlySpan<byte> raw, int at)
    {
        for (var start = 0; start < raw.Length; start += Bytes)
        {
            _values[at++] = Decode(raw.Slice(start, Bytes));
        }
    }

    public override void Fill(ReadOnlySpan<byte> raw)
    {
        if (raw.Length == Bytes)
        {
            _values.AsSpan().Fill(Decode(raw));
        }
    }

    public override Tensor ToTensor(Shape shape) => Tensor.From(_values, shape);

    protected abstract string Decode(ReadOnlySpan<byte> raw);

    private static string[] Empty(int count)
    {
        var values = new string[count];
        values.AsSpan().Fill("");
        return values;
    }
}
