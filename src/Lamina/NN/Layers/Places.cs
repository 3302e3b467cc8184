using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What layers over maps [batch, places.., channels] have in common.</summary>
internal static class Places
{
    /// <summary>Makes sure that an input has a batch axis, as many axes of places as the layer is for, and channels.</summary>
    /// <exception cref="ShapeMismatchException">It has more axes, or fewer.</exception>
    public static void CheckRank(string layer, int places, Shape input)
    {
        if (input.Rank != places + 2)
        {
            throw Mismatch.Shapes(
                $"{layer} needs an input of {places + 2} axes: batch, {places} of places, and channels.", ("input", input));
        }
    }

    /// <summary>The first axis of places.</summary>
    public static int First(DataFormat format) => format == DataFormat.ChannelsFirst ? 2 : 1;

    /// <summary>A linear map along one axis: <c>y[.., i, ..] = Σⱼ w[i, j]·x[.., j, ..]</c>.</summary>
    /// <param name="x">The tensor.</param>
    /// <param name="axis">The axis.</param>
    /// <param name="weights">w, row-major: a row for each element of the axis of the result.</param>
    public static Tensor Map(Tensor x, int axis, double[] weights)
    {
        var (length, after) = (x.Shape[axis], x.Shape[(axis + 1)..]);
        var rows = weights.Length / length;
        var matrix = x.DType == DType.Float64
            ? Tensor.Wrap(weights, [rows, length])
            : Tensor.Wrap(Array.ConvertAll(weights, static w => (float)w), [rows, length]);
        var y = matrix.MatMul(x.Reshape([x.Shape[..axis].Size, length, after.Size]));
        return y.Reshape([.. x.Shape[..axis], rows, .. after]);
    }
}
