namespace Lamina.NN;

/// <summary>What a layer asks of an input, beyond what it was written for: checked at each call.</summary>
/// <remarks>A layer notes it while it is built, so that being called with something else later is refused with both
/// shapes. An axis whose length is not known yet fits.</remarks>
public sealed record InputSpec
{
    /// <summary>The type of its elements; any when null.</summary>
    public DType? DType { get; init; }

    /// <summary>Its shape, in which unknown axes fit any length; any shape when null.</summary>
    public Shape? Shape { get; init; }

    /// <summary>The number of its axes; any when null.</summary>
    public int? Rank { get; init; }

    /// <summary>The least number of its axes.</summary>
    public int? MinRank { get; init; }

    /// <summary>The greatest number of its axes.</summary>
    public int? MaxRank { get; init; }

    /// <summary>Lengths of some of its axes, which may be counted from the end.</summary>
    public IReadOnlyDictionary<int, int> Axes { get; init; } = new Dictionary<int, int>();

    /// <summary>What is wrong with an input, as the end of a sentence; null where nothing is.</summary>
    internal string? Fault(Shape shape, DType dtype)
    {
        if (DType is { } wanted && wanted != dtype)
        {
            return $"of {wanted.KerasName}; it was given {dtype.KerasName}";
        }

        if (Rank is { } rank && rank != shape.Rank)
        {
            return $"of {Counted(rank)}; it was given {shape.Rank}";
        }

        if (MinRank is { } least && shape.Rank < least)
        {
            return $"of at least {Counted(least)}; it was given {shape.Rank}";
        }

        if (MaxRank is { } most && shape.Rank > most)
        {
            return $"of at most {Counted(most)}; it was given {shape.Rank}";
        }

        return FaultOfAxes(shape);
    }

    /// <summary>The shape with lengths that it does not know and this says.</summary>
    internal Shape Complete(Shape shape)
    {
        foreach (var (axis, length) in Axes)
        {
            if (axis < shape.Rank && axis >= -shape.Rank && shape[shape.NormalizeAxis(axis)] == Lamina.Shape.Unknown)
            {
                shape = shape.With(axis, length);
            }
        }

        return shape;
    }

    private string? FaultOfAxes(Shape shape)
    {
        foreach (var (axis, length) in Axes)
        {
            if (axis >= shape.Rank || axis < -shape.Rank)
            {
                return $"that has an axis {axis}; it was given {shape.Rank} axes";
            }

            if (shape[shape.NormalizeAxis(axis)] is var given && given != length && given != Lamina.Shape.Unknown)
            {
                return $"whose axis {axis} is {length}; it was given {given}";
            }
        }

        if (Shape is { } whole && (whole.Rank != shape.Rank || whole.Zip(shape).Any(pair =>
            pair.First != pair.Second && pair.First != Lamina.Shape.Unknown && pair.Second != Lamina.Shape.Unknown)))
        {
            return $"of shape {whole}; it was given {shape}";
        }

        return null;
    }

    private static string Counted(int axes) => axes == 1 ? "1 axis" : $"{axes} axes";
}
