using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Numbers of categories in the form of an <see cref="OutputMode"/>, in tensor operations.</summary>
internal static class CategoricalOutput
{
    /// <summary>The shape that numbers of a shape have in a mode.</summary>
    /// <remarks>As in Keras, multi-hot vectors and counts gather along axis 1, or the only one.</remarks>
    public static Shape ShapeOf(Shape indices, OutputMode mode, int depth) => mode switch
    {
        OutputMode.Int => indices,
        OutputMode.OneHot => [.. indices.Rank > 1 && indices[^1] == 1 ? indices[..^1] : indices, depth],
        _ when indices.Rank < 2 => [depth],
        _ => [indices[0], .. indices[2..], depth],
    };

    /// <summary>The encoded numbers; one outside 0..depth−1 counts for nothing.</summary>
    /// <param name="indices">The numbers: whole numbers of any shape.</param>
    /// <param name="mode">The form.</param>
    /// <param name="depth">How many categories there are.</param>
    /// <param name="dtype">The type of vectors.</param>
    /// <param name="weights">How much each number counts, in the shape of the numbers; only for counts.</param>
    public static Tensor Encode(Tensor indices, OutputMode mode, int depth, DType dtype, Tensor? weights = null)
    {
        if (mode == OutputMode.Int)
        {
            return indices;
        }

        var numbers = indices.Cast(DType.Int32);
        if (mode == OutputMode.OneHot)
        {
            return (numbers.Rank > 1 && numbers.Shape[^1] == 1 ? numbers.Squeeze() : numbers).OneHot(depth, dtype);
        }

        var counts = Counts(numbers, depth, weights?.Cast(dtype) ?? Tensor.Ones(numbers.Shape, dtype));
        return mode == OutputMode.MultiHot ? Tensor.Minimum(counts, 1) : counts;
    }

    // Each number has a place in a row of its sample; what is outside goes to a last place, which is cut off.
    private static Tensor Counts(Tensor numbers, int depth, Tensor weights)
    {
        var shape = ShapeOf(numbers.Shape, OutputMode.Count, depth);
        if (numbers.Rank < 2)
        {
            (numbers, weights) = (numbers.Reshape([1, numbers.Shape.Size]), weights.Reshape([1, weights.Shape.Size]));
        }

        if (numbers.Rank > 2)
        {
            int[] order = [0, .. Enumerable.Range(2, numbers.Rank - 2), 1];
            (numbers, weights) = (numbers.Transpose(order), weights.Transpose(order));
        }

        var samples = numbers.Shape[..^1].Size;
        var length = numbers.Shape[^1];
        numbers = numbers.Reshape([samples, length]);
        var outside = (numbers < 0) | (numbers >= depth);
        var places = Tensor.Where(outside, Tensor.Full(numbers.Shape, depth, DType.Int32), numbers);
        var rows = (Tensor.Arange(samples) * (depth + 1)).ExpandDims(-1);
        var sums = new ScatterAdd(samples * (depth + 1))
            .Of(weights.Reshape([samples * length]), (places + rows).Reshape([samples * length]));
        return sums.Reshape([samples, depth + 1]).Slice(1, 0, depth).Reshape(shape);
    }
}
