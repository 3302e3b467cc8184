using System.Collections;
using System.Runtime.CompilerServices;

namespace Lamina.Ops;

/// <summary>A list of whole numbers, one for an axis, compared by value so that what is made of them is.</summary>
/// <param name="values">The numbers; the array is kept, not copied.</param>
[CollectionBuilder(typeof(Axes), nameof(Create))]
public readonly struct Axes(int[] values) : IReadOnlyList<int>, IEquatable<Axes>
{
    private readonly int[]? _values = values;

    /// <summary>How many there are.</summary>
    public int Count => _values?.Length ?? 0;

    /// <summary>How many there are, as <see cref="Count"/>; lets indices count from the end.</summary>
    public int Length => Count;

    /// <summary>The number at a place.</summary>
    public int this[int index] => _values![index];

    /// <summary>Makes a list of numbers; they are copied.</summary>
    public static Axes Create(ReadOnlySpan<int> values) => new(values.ToArray());

    /// <summary>A list of one.</summary>
    public static implicit operator Axes(int axis) => [axis];

    /// <summary>The numbers as a span.</summary>
    public ReadOnlySpan<int> AsSpan() => _values;

    /// <summary>Whether a number is among them.</summary>
    public bool Contains(int axis) => AsSpan().Contains(axis);

    /// <inheritdoc/>
    public bool Equals(Axes other) => AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in AsSpan())
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    /// <summary>The numbers as <c>(0, 2)</c>.</summary>
    public override string ToString() => $"({string.Join(", ", this)})";

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_values ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>True when both hold the same numbers in the same order.</summary>
    public static bool operator ==(Axes left, Axes right) => left.Equals(right);

    /// <summary>True when they differ.</summary>
    public static bool operator !=(Axes left, Axes right) => !left.Equals(right);
}
