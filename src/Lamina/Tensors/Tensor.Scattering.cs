using Lamina.Ops;

namespace Lamina;

// Parts that are replaced, and values put into their places.
public sealed partial class Tensor
{
    /// <summary>This tensor with a block replaced.</summary>
    /// <param name="starts">Where the block begins along each axis.</param>
    /// <param name="updates">The block.</param>
    public Tensor SliceUpdate(int[] starts, Tensor updates)
    {
        ArgumentNullException.ThrowIfNull(starts);
        ArgumentNullException.ThrowIfNull(updates);
        if (starts.Length != Rank || updates.Rank != Rank
            || starts.Where((at, i) => at < 0 || at + updates.Shape[i] > Shape[i]).Any())
        {
            throw Mismatch.Shapes(
                $"SliceUpdate needs a block that lies within x; it begins at {new Axes(starts)}.",
                ("x", Shape), ("updates", updates.Shape));
        }

        (int Before, int After)[] around = [.. starts.Select((at, i) => (at, Shape[i] - at - updates.Shape[i]))];
        return Where(Ones(updates.Shape, DType.Bool).Pad(around), updates.Cast(DType).Pad(around), this);
    }

    /// <summary>Zeros with some values added, each at its place: the last axis of the indices counts along the first
    /// axes of
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

    /// <summary>This tensor with some values put in, or joined with what is there, each at its place: the last axis
    /// of the
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

    /// <summary>The coordinates of places that are counted in row-major order, one tensor for each axis of a
    /// shape.</summary>
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

    /// <summary>1 at each integer along a new axis, 0 elsewhere; an integer outside 0..classes − 1 gives
    /// zeros.</summary>
    /// <param name="classes">The length of the new axis.</param>
    /// <param name="axis">Where the new axis stands in the result.</param>
    /// <param name="dtype">The type of the result.</param>
    public Tensor OneHot(int classes, int axis, DType dtype = DType.Float32) =>
        OneHot(classes, dtype).MoveAxis(-1, axis);

    /// <summary>1 at each integer that is among those of the last axis, 0 elsewhere: [.., n] → [.., classes].</summary>
    /// <param name="classes">The length of the new axis.</param>
    /// <param name="axis">Where the new axis stands in the result.</param>
    /// <param name="dtype">The type of the result.</param>
    public Tensor MultiHot(int classes, int axis = -1, DType dtype = DType.Float32)
    {
        var hot = OneHot(classes, dtype);
        return (hot.Rank >= 2 && Rank > 0 ? hot.Max(-2) : hot).MoveAxis(-1, axis);
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
}
