using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lamina.NN;

/// <summary>A list that never changes and is compared by value, so that records made of it are.</summary>
/// <typeparam name="T">The type of its items.</typeparam>
[CollectionBuilder(typeof(ValueList), nameof(ValueList.Create))]
public sealed class ValueList<T> : IReadOnlyList<T>, IEquatable<ValueList<T>>
    where T : IEquatable<T>
{
    private readonly T[] _items;

    internal ValueList(T[] items) => _items = items;

    /// <summary>How many items there are.</summary>
    public int Count => _items.Length;

    /// <summary>The item at a place.</summary>
    public T this[int index] => _items[index];

    /// <summary>A list of one.</summary>
    public static implicit operator ValueList<T>(T item) => new([item]);

    /// <summary>The items as a span.</summary>
    public ReadOnlySpan<T> AsSpan() => _items;

    /// <inheritdoc/>
    public bool Equals(ValueList<T>? other) => other is not null && AsSpan().SequenceEqual(other.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ValueList<T>);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (var item in _items)
        {
            hash.Add(item);
        }

        return hash.ToHashCode();
    }

    /// <summary>The items as <c>[0.2, 0.5]</c>.</summary>
    public override string ToString() =>
        $"[{string.Join(", ", _items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item}")))}]";

    /// <inheritdoc/>
    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Makes lists that are compared by value.</summary>
public static class ValueList
{
    /// <summary>A list of items, which are copied: <c>[0.2, 0.5]</c> calls it.</summary>
    /// <typeparam name="T">The type of its items.</typeparam>
    public static ValueList<T> Create<T>(ReadOnlySpan<T> items)
        where T : IEquatable<T> => new(items.ToArray());
}
