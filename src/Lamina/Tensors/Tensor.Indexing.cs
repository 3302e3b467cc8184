using Lamina.Ops;

namespace Lamina;

// Parts that are read.
public sealed partial class Tensor
{
    /// <summary>A part: for each axis an element, a range, all; axes that are not named are taken whole.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An index lies outside its axis.</exception>
    public Tensor this[params ReadOnlySpan<AxisIndex> key]
    {
        get
        {
            var (x, axis, named) = (this, 0, 0);
            foreach (var index in key)
            {
                named += index.IsAxis ? 1 : 0;
            }

            foreach (var index in key)
            {
                if (index.IsNew)
                {
                    x = x.ExpandDims(axis++);
                }
                else if (index.IsRest)
                {
                    axis += Rank - named;
                }
                else
                {
                    x = x.Part(axis, index);
                    axis += index.KeepsAxis ? 1 : 0;
                }
            }

            return x;
        }
    }

    /// <summary>The tensors at some places along an axis: [.., n, ..] and indices [..i] → [.., ..i, ..].</summary>
    /// <param name="indices">Integers of any shape; those below 0 count from the end.</param>
    /// <param name="axis">The axis; where null, the elements are counted in row-major order.</param>
    public Tensor Take(Tensor indices, int? axis = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (axis is not { } along)
        {
            return Ravel().Take(indices, 0);
        }

        along = Shape.NormalizeAxis(along);
        var places = NotNegative(indices, Shape[along]);
        var taken = MoveAxis(along, 0).Gather(places);
        int[] own = [.. Enumerable.Range(0, indices.Rank)];
        return taken.MoveAxis(own, [.. own.Select(i => along + i)]);
    }

    /// <summary>Elements chosen by index along an axis, as many as there are indices; other axes broadcast.</summary>
    /// <param name="indices">Integers; those below 0 count from the end.</param>
    /// <param name="axis">The axis; where null, the elements are counted in row-major order.</param>
    public Tensor TakeAlongAxis(Tensor indices, int? axis = null)
    {
        ArgumentNullException.ThrowIfNull(indices);
        if (axis is not { } along)
        {
            return Ravel().TakeAlong(NotNegative(indices.Ravel(), Shape.Size), 0);
        }

        along = Shape.NormalizeAxis(along);
        var shape = indices.Rank == Rank ? Shape.TryBroadcast(Shape.With(along, 1), indices.Shape.With(along, 1)) : null;
        if (shape is not { } others)
        {
            throw Mismatch.Shapes(
                $"TakeAlongAxis needs shapes that broadcast in all axes but axis {axis}.", ("x", Shape),
                ("indices", indices.Shape));
        }

        var x = BroadcastTo(others.With(along, Shape[along]));
        return x.TakeAlong(NotNegative(indices, Shape[along]).BroadcastTo(others.With(along, indices.Shape[along])), along);
    }

    /// <summary>A block of this tensor.</summary>
    /// <param name="starts">Where it begins along each axis.</param>
    /// <param name="shape">Its shape; −1 for what remains of an axis.</param>
    public Tensor Slice(int[] starts, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(starts);
        if (starts.Length != Rank || shape.Rank != Rank)
        {
            throw Mismatch.Shapes(
                $"Slice needs a start and a length for each of {Rank} axes.", ("x", Shape), ("shape", shape));
        }

        Axes sizes = [.. shape.Select((length, i) => length == Shape.Unknown ? Shape[i] - starts[i] : length)];
        return new Slice([.. starts], sizes, [.. Enumerable.Repeat(1, Rank)]).Of(this);
    }

    /// <summary>The first of some choices whose condition is true, element by element; shapes broadcast.</summary>
    /// <param name="conditions">Truth values.</param>
    /// <param name="choices">A tensor for each condition.</param>
    /// <param name="otherwise">What is taken where no condition is true.</param>
    public static Tensor Select(ReadOnlySpan<Tensor> conditions, ReadOnlySpan<Tensor> choices, double otherwise = 0)
    {
        if (conditions.Length != choices.Length || conditions.Length == 0)
        {
            throw Mismatch.Shapes(
                $"Select needs a choice for each condition; it was given {choices.Length} for {conditions.Length}.");
        }

        var y = choices[0].Like(otherwise);
        for (var i = choices.Length - 1; i >= 0; i--)
        {
            y = Where(conditions[i].Truth(), choices[i], y);
        }

        return y;
    }

    /// <summary>Indices as int32, those below 0 counted from the end.</summary>
    private static Tensor NotNegative(Tensor indices, int length)
    {
        var places = indices.Cast(DType.Int32);
        return places.Op is Constant { Data: int[] given } && Array.TrueForAll(given, static i => i >= 0)
            ? places
            : Where(places < 0, places + length, places);
    }

    private Tensor Part(int axis, AxisIndex index)
    {
        var length = axis < Rank
            ? Shape[axis]
            : throw new ArgumentOutOfRangeException(
                nameof(axis), $"There are more indices than the {Rank} axes of {Shape}.");
        if (!index.KeepsAxis)
        {
            var at = index.Range.Start.GetOffset(length);
            return at >= 0 && at < length
                ? Select(axis, at)
                : throw new ArgumentOutOfRangeException(
                    nameof(index), $"Index {index.Range.Start} is outside axis {axis} of {Shape}.");
        }

        // As in NumPy, a range may reach beyond its axis.
        var start = Math.Clamp(index.Range.Start.GetOffset(length), 0, length);
        var count = Math.Max(0, Math.Clamp(index.Range.End.GetOffset(length), 0, length) - start);
        if (index.Step > 0 || count == 0)
        {
            return Slice(axis, start, count == 0 ? 0 : (count + index.Step - 1) / index.Step, Math.Max(1, index.Step));
        }

        var steps = (count - index.Step - 1) / -index.Step;
        return Slice(axis, start + count - 1 - ((steps - 1) * -index.Step), steps, -index.Step).Flip(axis);
    }
}
