using Lamina.Ops;

namespace Lamina;

// Elements in another order, or repeated.
public sealed partial class Tensor
{
    /// <summary>All elements in one axis, row-major.</summary>
    public Tensor Ravel() => Reshape([Shape.Size]);

    /// <summary>Axes moved to other places; the others keep their order.</summary>
    public Tensor MoveAxis(int[] source, int[] destination)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(destination);
        int[] from = [.. source.Select(Shape.NormalizeAxis)];
        int[] to = [.. destination.Select(Shape.NormalizeAxis)];
        if (from.Length != to.Length || from.Distinct().Count() != from.Length || to.Distinct().Count() != to.Length)
        {
            throw Mismatch.Shapes(
                $"MoveAxis needs a place for each axis, none twice; it was given {new Axes(source)}"
                + $" and {new Axes(destination)}.",
                ("x", Shape));
        }

        var others = new Queue<int>(AllAxes().Except(from));
        int[] order = [.. AllAxes().Select(place => Array.IndexOf(to, place) is var i and >= 0 ? from[i] : others.Dequeue())];
        return order.SequenceEqual(AllAxes()) ? this : Transpose(order);
    }

    /// <summary>An axis moved to another place; the others keep their order.</summary>
    public Tensor MoveAxis(int source, int destination) => MoveAxis([source], [destination]);

    /// <summary>The axes in reverse order.</summary>
    public Tensor Transpose() => Rank < 2 ? this : Transpose([.. AllAxes().Reverse()]);

    /// <summary>The elements of some axes, or of all, in reverse order.</summary>
    public Tensor Flip(params int[]? axes)
    {
        var x = this;
        foreach (var axis in axes is { Length: > 0 } ? axes : AllAxes())
        {
            var length = Shape[Shape.NormalizeAxis(axis)];
            x = length < 2 ? x : x.Take(Given([.. Enumerable.Range(0, length).Reverse()]), axis);
        }

        return x;
    }

    /// <summary>The columns in reverse order: the second axis flipped.</summary>
    public Tensor FlipLeftRight() => Flip(1);

    /// <summary>The rows in reverse order: the first axis flipped.</summary>
    public Tensor FlipUpDown() => Flip(0);

    /// <summary>The elements moved along an axis, those that leave at one end coming in at the other.</summary>
    /// <param name="shift">How far; backwards if negative.</param>
    /// <param name="axis">The axis; where null, the elements are moved in row-major order.</param>
    public Tensor Roll(int shift, int? axis = null)
    {
        if (axis is not { } along)
        {
            return Ravel().Roll(shift, 0).Reshape(Shape);
        }

        var length = Shape[Shape.NormalizeAxis(along)];
        var by = length == 0 ? 0 : ((shift % length) + length) % length;
        return by == 0 ? this : Concat([Slice(along, length - by, by), Slice(along, 0, length - by)], along);
    }

    /// <summary>The elements moved along several axes.</summary>
    public Tensor Roll(int[] shifts, int[] axes)
    {
        ArgumentNullException.ThrowIfNull(shifts);
        ArgumentNullException.ThrowIfNull(axes);
        return shifts.Zip(axes).Aggregate(this, static (x, move) => x.Roll(move.First, move.Second));
    }

    /// <summary>Turned by quarters, from the first of two axes towards the second.</summary>
    /// <param name="k">How many quarters; the other way if negative.</param>
    /// <param name="firstAxis">The first axis.</param>
    /// <param name="secondAxis">The second.</param>
    public Tensor Rot90(int k = 1, int firstAxis = 0, int secondAxis = 1) => (((k % 4) + 4) % 4) switch
    {
        1 => Flip(secondAxis).SwapAxes(firstAxis, secondAxis),
        2 => Flip(firstAxis, secondAxis),
        3 => SwapAxes(firstAxis, secondAxis).Flip(secondAxis),
        _ => this,
    };

    /// <summary>Each element so many times, one behind the other.</summary>
    /// <param name="repeats">How many times.</param>
    /// <param name="axis">Along which axis; where null, of all elements in row-major order.</param>
    public Tensor Repeat(int repeats, int? axis = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(repeats);
        if (axis is not { } along)
        {
            return Ravel().Repeat(repeats, 0);
        }

        along = Shape.NormalizeAxis(along);
        Shape wide = [.. Shape[..(along + 1)], repeats, .. Shape[(along + 1)..]];
        return ExpandDims(along + 1).BroadcastTo(wide).Reshape(Shape.With(along, Shape[along] * repeats));
    }

    /// <summary>Each element its own number of times, one behind the other.</summary>
    /// <param name="repeats">How many times, for each place of the axis.</param>
    /// <param name="axis">Along which axis; where null, of all elements in row-major order.</param>
    public Tensor Repeat(int[] repeats, int? axis = null)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        if (axis is not { } along)
        {
            return Ravel().Repeat(repeats, 0);
        }

        if (repeats.Length != Shape[Shape.NormalizeAxis(along)])
        {
            throw Mismatch.Shapes(
                $"Repeat needs a number for each of the {Shape[Shape.NormalizeAxis(along)]} places of axis {along};"
                + $" it was given {repeats.Length}.",
                ("x", Shape));
        }

        return Take(Given([.. repeats.SelectMany((count, i) => Enumerable.Repeat(i, count))]), along);
    }

    /// <summary>The whole tensor repeated along each axis; missing numbers of times, or axes, in front count as
    /// 1.</summary>
    public Tensor Tile(params int[] repeats)
    {
        ArgumentNullException.ThrowIfNull(repeats);
        var rank = Math.Max(Rank, repeats.Length);
        int[] times = [.. Enumerable.Repeat(1, rank - repeats.Length), .. repeats];
        int[] lengths = [.. Enumerable.Repeat(1, rank - Rank), .. Shape];
        var narrow = lengths.SelectMany(static length => new[] { 1, length });
        var wide = times.Zip(lengths).SelectMany(static pair => new[] { pair.First, pair.Second });
        return Reshape([.. narrow]).BroadcastTo([.. wide]).Reshape([.. times.Zip(lengths, static (a, b) => a * b)]);
    }

    /// <summary>All runs of neighbours of one length along the last axis: [.., n] → [.., runs, length].</summary>
    /// <param name="length">The length of a run.</param>
    /// <param name="stride">How far the next one begins behind the last.</param>
    public Tensor ExtractSequences(int length, int stride)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(length);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(stride);
        if (Rank == 0 || Shape[^1] < length)
        {
            throw Mismatch.Shapes($"ExtractSequences needs a last axis of at least {length} elements.", ("x", Shape));
        }

        var count = ((Shape[^1] - length) / stride) + 1;
        var places = new int[count * length];
        for (var i = 0; i < places.Length; i++)
        {
            places[i] = (i / length * stride) + (i % length);
        }

        return Take(Wrap(places, [count, length]), -1);
    }

    internal static Tensor Given(int[] places) => Wrap(places, [places.Length]);
}
