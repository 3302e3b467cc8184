using System.Collections;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Lamina.NN;

/// <summary>Numbers with a shape that never change and are compared by value: one number, <c>[1, 2]</c>, or a matrix.</summary>
[CollectionBuilder(typeof(NumberGrid), nameof(Create))]
public sealed class NumberGrid : IReadOnlyList<double>, IEquatable<NumberGrid>
{
    private readonly double[] _values;

    /// <summary>Numbers of a shape, row-major; they are copied.</summary>
    /// <exception cref="ShapeMismatchException">Their number is not the shape's size.</exception>
    public NumberGrid(IEnumerable<double> values, Shape shape)
    {
        (_values, Shape) = ([.. values], shape);
        if (_values.Length != shape.Size)
        {
            throw new ShapeMismatchException($"Numbers of shape {shape} were given as {_values.Length} values.");
        }
    }

    /// <summary>The shape; no axes for a single number.</summary>
    public Shape Shape { get; }

    /// <summary>How many numbers there are.</summary>
    public int Count => _values.Length;

    /// <summary>The number at a place, row-major.</summary>
    public double this[int index] => _values[index];

    /// <summary>A vector of numbers: <c>[1, 2]</c> calls it.</summary>
    public static NumberGrid Create(ReadOnlySpan<double> values) => new(values.ToArray(), [values.Length]);

    /// <summary>One number.</summary>
    public static implicit operator NumberGrid(double value) => new([value], Shape.Scalar);

    /// <summary>A matrix: rows, columns.</summary>
    public static implicit operator NumberGrid(double[,] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return new(values.Cast<double>(), [values.GetLength(0), values.GetLength(1)]);
    }

    /// <inheritdoc/>
    public bool Equals(NumberGrid? other) =>
        other is not null && Shape == other.Shape && _values.AsSpan().SequenceEqual(other._values);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as NumberGrid);

    /// <inheritdoc/>
    public override int GetHashCode() => _values.Aggregate(Shape.GetHashCode(), HashCode.Combine);

    /// <summary>The shape and the numbers.</summary>
    public override string ToString() =>
        $"{Shape}: {string.Join(", ", _values.Select(value => value.ToString(CultureInfo.InvariantCulture)))}";

    /// <inheritdoc/>
    public IEnumerator<double> GetEnumerator() => ((IEnumerable<double>)_values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The numbers repeated along leading axes and axes of length 1; null where they do not fit.</summary>
    internal double[]? Broadcast(Shape shape)
    {
        if (Shape.TryBroadcast(Shape, shape) != shape)
        {
            return null;
        }

        var values = new double[shape.Size];
        for (var i = 0; i < values.Length; i++)
        {
            var (place, at, stride) = (i, 0, 1);
            for (var axis = 1; axis <= shape.Rank; axis++)
            {
                var length = axis <= Shape.Rank ? Shape[Shape.Rank - axis] : 1;
                at += place % shape[shape.Rank - axis] % length * stride;
                stride *= length;
                place /= shape[shape.Rank - axis];
            }

            values[i] = _values[at];
        }

        return values;
    }
}
