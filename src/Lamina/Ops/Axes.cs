using System.Collections;
using System.Runtime.CompilerServices;

namespace Lamina.Ops;

/// <summary>A list of whole numbers, one for an axis, compared by value so that equal ops are equal.</summary>
[CollectionBuilder(typeof(Axes), nameof(Create))]
internal readonly struct Axes(int[] values) : IReadOnlyList<int>, IEquatable<Axes>
{
    private readonly int[]? _values = values;

    public int Count => _values?.Length ?? 0;

    public int Length => Count;

    public int this[int index] => _values![index];

    public static Axes Create(ReadOnlySpan<int> values) => new(values.ToArray());

    public ReadOnlySpan<int> AsSpan() => _values;

    public bool Contains(int axis) => AsSpan().Contains(axis);

    public bool Equals(Axes other) => AsSpan().SequenceEqual(other.AsSpan());

    public override bool Equals(object? obj) => obj is Axes other && Equals(other);

    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var value in AsSpan())
        {
            hash.Add(value);
        }

        return hash.ToHashCode();
    }

    public override string ToString() => $"({string.Join(", ", this)})";

    public IEnumerator<int> GetEnumerator() => ((IEnumerable<int>)(_values ?? [])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
