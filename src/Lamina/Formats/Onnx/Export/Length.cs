using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>A length that may depend on what a run is given: its value in each of some traces.</summary>
/// <remarks>Two lengths that are the same in all traces are taken for the same: the traces differ enough that chance does
/// not do that.</remarks>
internal readonly struct Length : IEquatable<Length>
{
    private readonly long[] _values;

    public Length(long[] values) => _values = values;

    /// <summary>The value in each trace.</summary>
    public ReadOnlySpan<long> Values => _values;

    /// <summary>Whether it is a number.</summary>
    public bool IsFixed => _values.AsSpan().IndexOfAnyExcept(_values[0]) < 0;

    /// <summary>The number, or that of the first trace.</summary>
    public long First => _values[0];

    /// <summary>Whether it is the number 1.</summary>
    public bool IsOne => Is(1);

    /// <summary>A length of as many traces, with the same value in each.</summary>
    public Length Like(long value) => new([.. _values.Select(_ => value)]);

    /// <summary>Whether it is some number.</summary>
    public bool Is(long value) => _values.AsSpan().IndexOfAnyExcept(value) < 0;

    public bool Equals(Length other) => Values.SequenceEqual(other.Values);

    public override bool Equals(object? obj) => obj is Length other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in _values)
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => IsFixed ? $"{First}" : $"({string.Join(" or ", _values)})";

    public static Length operator +(Length a, Length b) => new([.. a._values.Zip(b._values, static (x, y) => x + y)]);

    public static Length operator -(Length a, Length b) => new([.. a._values.Zip(b._values, static (x, y) => x - y)]);

    public static Length operator *(Length a, long b) => new([.. a._values.Select(x => x * b)]);

    public static bool operator ==(Length left, Length right) => left.Equals(right);

    public static bool operator !=(Length left, Length right) => !left.Equals(right);
}

/// <summary>Shapes whose axes may depend on what a run is given.</summary>
internal static class Lengths
{
    /// <summary>The shapes of all traces as one.</summary>
    public static Length[] Of(IReadOnlyList<Shape> shapes) =>
        [.. Enumerable.Range(0, shapes[0].Rank).Select(axis => new Length([.. shapes.Select(shape => (long)shape[axis])]))];

    /// <summary>Whether all axes are numbers.</summary>
    public static bool AreFixed(this Length[] shape) => Array.TrueForAll(shape, static axis => axis.IsFixed);

    /// <summary>Whether there is one element.</summary>
    public static bool AreOnes(this Length[] shape) => Array.TrueForAll(shape, static axis => axis.IsOne);

    /// <summary>The shape, where all axes are numbers.</summary>
    public static Shape ToShape(this Length[] shape) => [.. shape.Select(axis => (int)axis.First)];

    /// <summary>Axis i of the result is axis <c>order[i]</c>.</summary>
    public static Length[] Permuted(this Length[] shape, Axes order) => [.. order.Select(axis => shape[axis])];

    /// <summary>With axes of length 1 in front, up to a rank.</summary>
    public static Length[] Padded(this Length[] shape, int rank, Length one) =>
        [.. Enumerable.Repeat(one, rank - shape.Length), .. shape];

    /// <summary>The shape to which shapes broadcast.</summary>
    public static Length[] Broadcast(IReadOnlyList<Length[]> shapes)
    {
        var rank = shapes.Max(shape => shape.Length);
        return
        [
            .. Enumerable.Range(1, rank).Reverse().Select(back =>
            {
                Length[] axes = [.. shapes.Where(shape => shape.Length >= back).Select(shape => shape[^back])];
                return Array.Find(axes, axis => !axis.IsOne) is { Values.IsEmpty: false } longer ? longer : axes[0];
            }),
        ];
    }

    /// <summary>The order that undoes another.</summary>
    public static Axes Inverse(Axes order)
    {
        var inverse = new int[order.Count];
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[order[i]] = i;
        }

        return new Axes(inverse);
    }
}
