using Lamina.Ops;

namespace Lamina;

// Parts that are read, and parts that are replaced.
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
            throw Mismatch.Shapes($"TakeAlongAxis needs shapes that broadcast in all axes but axis {axis}.", ("x", Shape), ("indices", indices.Shape));
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
            throw Mismatch.Shapes($"Slice needs a start and a length for each of {Rank} axes.", ("x", Shape), ("shape", shape));
        }

        Axes sizes = [.. shape.Select((length, i) => length == Shape.Unknown ? Shape[i] - starts[i] : length)];
        return new Slice([.. starts], sizes, [.. Enumerable.Repeat(1, Rank)]).Of(this);
    }

    /// <summary>This tensor with a block replaced.</summary>
    /// <param name="starts">Where the block begins along each axis.</param>
    /// <param name="updates">The block.</param>
    public Tensor SliceUpdate(int[] starts, Tensor updates)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(updates);
        if (starts.Length != Rank || updates.Rank != Rank || starts.Where((at, i) => at < 0 || at + updates.Shape[i] > Shape[i]).Any())
        {
            throw Mismatch.Shapes(
                $"SliceUpdate needs a block that lies within x; it begins at {new Axes(starts)}.", ("x", Shape), ("updates", updates.Shape));
        }

        (int Before, int After)[] around = [.. starts.Select((at, i) => (at, Shape[i] - at - updates.Shape[i]))];
        return Where(Ones(updates.Shape, DType.Bool).Pad(around), updates.Cast(DType).Pad(around), this);
    }

    /// <summary>Zeros with some values added, each at its place: the last axis of the indices counts along the first axes of
    /// the shape.</summary>
    /// <param name="indices">Integers [.., k].</param>
    /// <param name="values">Of shape [.., ..shape[k..]].</param>
    /// <param name="shape">The shape of the result.</param>
    public static Tensor Scatter(Tensor indices, Tensor values, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(values);
        var (rows, places, count) = Rows(indices, values, shape);
        return new ScatterAdd(count).Of(rows, places).Reshape(shape);
    }

    /// <summary>This tensor with some values put in, or joined with what is there, each at its place: the last axis of the
    /// indices counts along the first axes.</summary>
    /// <param name="indices">Integers [.., k].</param>
    /// <param name="updates">Of shape [.., ..shape[k..]].</param>
    /// <param name="reduction">How a value is joined with what is there; replaced, the last of several stays.</param>
    public Tensor ScatterUpdate(Tensor indices, Tensor updates, ScatterReduction reduction = ScatterReduction.Replace)
    {
        ArgumentNullException.ThrowIfNull(indices);
        ArgumentNullException.ThrowIfNull(updates);
        var (rows, places, count) = Rows(indices, updates.Cast(DType), Shape);
        var x = Reshape([count, rows.Shape[^1]]);
        var both = Concat([x, rows], 0);
        var ids = Concat([Arange(count), places], 0);
        var y = reduction switch
        {
            ScatterReduction.Add => x + new ScatterAdd(count).Of(rows, places),
            ScatterReduction.Max => both.SegmentMax(ids, count),
            ScatterReduction.Min => both.SegmentMin(ids, count),
            ScatterReduction.Multiply => both.SegmentProd(ids, count),
            _ => both.Gather(new LastPlace(count).Of(ids)),
        };
        return y.Reshape(Shape);
    }

    /// <summary>The first of some choices whose condition is true, element by element; shapes broadcast.</summary>
    /// <param name="conditions">Truth values.</param>
    /// <param name="choices">A tensor for each condition.</param>
    /// <param name="otherwise">What is taken where no condition is true.</param>
    public static Tensor Select(ReadOnlySpan<Tensor> conditions, ReadOnlySpan<Tensor> choices, double otherwise = 0)
    {
        if (conditions.Length != choices.Length || conditions.Length == 0)
        {
            throw Mismatch.Shapes($"Select needs a choice for each condition; it was given {choices.Length} for {conditions.Length}.");
        }

        var y = choices[0].Like(otherwise);
        for (var i = choices.Length - 1; i >= 0; i--)
        {
            y = Where(conditions[i].Truth(), choices[i], y);
        }

        return y;
    }

    /// <summary>The coordinates of places that are counted in row-major order, one tensor for each axis of a shape.</summary>
    public Tensor[] UnravelIndex(Shape shape)
    {
        var places = NotNegative(this, shape.Size);
        var coordinates = new Tensor[shape.Rank];
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            coordinates[axis] = Mod(places, places.Like(shape[axis]));
            places = FloorDivide(places, places.Like(shape[axis]));
        }

        return coordinates;
    }

    /// <summary>1 at each integer along a new axis, 0 elsewhere; an integer outside 0..classes − 1 gives zeros.</summary>
    /// <param name="classes">The length of the new axis.</param>
    /// <param name="axis">Where the new axis stands in the result.</param>
    /// <param name="dtype">The type of the result.</param>
    public Tensor OneHot(int classes, int axis, DType dtype = DType.Float32) => OneHot(classes, dtype).MoveAxis(-1, axis);

    /// <summary>1 at each integer that is among those of the last axis, 0 elsewhere: [.., n] → [.., classes].</summary>
    /// <param name="classes">The length of the new axis.</param>
    /// <param name="axis">Where the new axis stands in the result.</param>
    /// <param name="dtype">The type of the result.</param>
    public Tensor MultiHot(int classes, int axis = -1, DType dtype = DType.Float32)
    {
        var hot = OneHot(classes, dtype);
        return (hot.Rank >= 2 && Rank > 0 ? hot.Max(-2) : hot).MoveAxis(-1, axis);
    }

    /// <summary>Indices as int32, those below 0 counted from the end.</summary>
    private static Tensor NotNegative(Tensor indices, int length)
    {
        var places = indices.Cast(DType.Int32);
        return places.Op is Constant { Data: int[] given } && Array.TrueForAll(given, static i => i >= 0)
            ? places
            : Where(places < 0, places + length, places);
    }

    // The values as rows, and the number of the row of each, of a table whose rows are what the indices do not choose.
    private static (Tensor Rows, Tensor Places, int Count) Rows(Tensor indices, Tensor values, Shape shape)
    {
        var k = indices.Rank == 0 ? 0 : indices.Shape[^1];
        if (indices.Rank == 0 || k > shape.Rank || !values.Shape.SequenceEqual([.. indices.Shape[..^1], .. shape[k..]]))
        {
            throw Mismatch.Shapes(
                "Scatter needs indices [.., k] and values [.., ..shape[k..]].",
                ("indices", indices.Shape), ("values", values.Shape), ("shape", shape));
        }

        var places = Zeros(indices.Shape[..^1], DType.Int32);
        for (var i = 0; i < k; i++)
        {
            places = (places * shape[i]) + NotNegative(indices.Select(-1, i), shape[i]);
        }

        var width = shape[k..].Size;
        return (values.Reshape([places.Shape.Size, width]), places.Ravel(), shape[..k].Size);
    }

    private Tensor Part(int axis, AxisIndex index)
    {
        var length = axis < Rank
            ? Shape[axis]
            : throw new ArgumentOutOfRangeException(nameof(axis), $"There are more indices than the {Rank} axes of {Shape}.");
        if (!index.KeepsAxis)
        {
            var at = index.Range.Start.GetOffset(length);
            return at >= 0 && at < length
                ? Select(axis, at)
                : throw new ArgumentOutOfRangeException(nameof(index), $"Index {index.Range.Start} is outside axis {axis} of {Shape}.");
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
