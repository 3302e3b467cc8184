using System.Collections;
using System.Runtime.CompilerServices;

namespace Lamina;

/// <summary>The lengths of a tensor's axes, outermost first: <c>[batch, height, width, channels]</c>.</summary>
/// <remarks>Compared by value. An axis whose length is not known yet, as a batch before it arrives, is
/// <see cref="Unknown"/> and printed as <c>None</c>.</remarks>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IReadOnlyList<int>, IEquatable<Shape>
{
    /// <summary>Stands for the length of an axis that is not known yet.</summary>
    public const int Unknown = -1;

    private readonly int[]? _axes;

    private Shape(int[] axes) => _axes = axes;

    /// <summary>The shape of a single number: no axes.</summary>
    public static Shape Scalar => default;

    /// <summary>The number of axes.</summary>
    public int Rank => _axes?.Length ?? 0;

    /// <summary>The number of axes, as <see cref="Rank"/>.</summary>
    public int Count => Rank;

    /// <summary>The number of axes, as <see cref="Rank"/>; lets ranges slice a shape.</summary>
    public int Length => Rank;

    /// <summary>The number of elements: the product of all axes, 1 for a scalar.</summary>
    /// <exception cref="OverflowException">The product does not fit an int.</exception>
    public int Size
    {
        get
        {
            var size = 1;
            foreach (var axis in AsSpan())
            {
                size = checked(size * axis);
            }

            return size;
        }
    }

    /// <summary>True when no axis is <see cref="Unknown"/>.</summary>
    public bool IsKnown => !AsSpan().Contains(Unknown);

    /// <summary>The length of axis <paramref name="axis"/>.</summary>
    public int this[int axis] => AsSpan()[axis];

    /// <summary>Makes a shape of the given axes.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An axis is negative and not <see cref="Unknown"/>.</exception>
    public static Shape Create(ReadOnlySpan<int> axes)
    {
        foreach (var axis in axes)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(axis, Unknown, nameof(axes));
        }

        return new Shape(axes.ToArray());
    }

    /// <summary>The axes from <paramref name="start"/>, <paramref name="length"/> of them.</summary>
    public Shape Slice(int start, int length) => new(AsSpan().Slice(start, length).ToArray());

    /// <summary>The axes as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _axes;

    /// <summary>A copy of this shape in which one axis has another length.</summary>
    public Shape With(int axis, int length)
    {
        var axes = AsSpan().ToArray();
        axes[NormalizeAxis(axis)] = length;
        return Create(axes);
    }

    /// <summary>Turns an axis that may count from the end (−1 is the last) into one that counts from 0.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such axis.</exception>
    public int NormalizeAxis(int axis)
    {
        if (axis < -Rank || axis >= Rank)
        {
            throw new ArgumentOutOfRangeException(
                nameof(axis), $"Axis {axis} does not exist in the shape {this}, which has {Rank} axes.");
        }

        return axis < 0 ? axis + Rank : axis;
    }

    /// <summary>The shape that two shapes broadcast to by NumPy's rule: axes are aligned at the end, and an axis of
    /// length 1 stretches.</summary>
    /// <returns>Null when they do not fit.</returns>
    public static Shape? TryBroadcast(Shape a, Shape b)
    {
        var axes = new int[Math.Max(a.Rank, b.Rank)];
        for (var i = 1; i <= axes.Length; i++)
        {
            var x = i <= a.Rank ? a[a.Rank - i] : 1;
            var y = i <= b.Rank ? b[b.Rank - i] : 1;
            if (x != y && x != 1 && y != 1)
            {
                return null;
            }

            axes[^i] = x == 1 ? y : x;
        }

        return new Shape(axes);
    }

    /// <inheritdoc/>
    public bool Equals(Shape other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var axis in AsSpan())
        {
            hash.Add(axis);
        }

        return hash.ToHashCode();
    }

    /// <summary>The shape as <c>[32, 784]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", this.Select(Text))}]";

    /// <summary>The shape as Python writes a tuple: <c>(None, 784)</c>, with a comma behind a single axis.</summary>
    public string ToTupleString() => Rank == 1 ? $"({Text(this[0])},)" : $"({string.Join(", ", this.Select(Text))})";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_axes ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>True when both have the same axes.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>True when they differ in an axis.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    private static string Text(int axis) => axis == Unknown
        ? "None"
        : axis.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
