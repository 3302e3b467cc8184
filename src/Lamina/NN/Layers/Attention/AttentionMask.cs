using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Which steps may see which others, gathered from all that says so.</summary>
internal static class AttentionMask
{
    /// <summary>True where the other does not come later: bool [steps, others].</summary>
    public static Tensor Causal(int steps, int others) => Rows(steps) >= Columns(others);

    /// <summary>True where the other is less than <paramref name="window"/> away: bool [steps, others].</summary>
    public static Tensor Window(int steps, int others, int window) => (Rows(steps) - Columns(others)).Abs() < window;

    /// <summary>All masks at once, of as many axes as <paramref name="rank"/>: missing ones, such as that of heads, stand
    /// before the steps. Null where there is none.</summary>
    public static Tensor? All(int rank, params IEnumerable<Tensor?> masks) =>
        masks.OfType<Tensor>().ToArray() is { Length: > 0 } given
            ? given.Select(mask => Aligned(mask, Math.Max(rank, given.Max(other => other.Rank)))).Aggregate((a, b) => a & b)
            : null;

    /// <summary>Weights of scores, with those left out so low that they have none.</summary>
    public static Tensor Softmax(Tensor scores, Tensor? mask, string layer)
    {
        if (mask is not null && Shape.TryBroadcast(mask.Shape, scores.Shape) != scores.Shape)
        {
            throw Mismatch.Shapes(
                $"{layer} needs masks that fit its scores [batch, .., steps, others].", ("scores", scores.Shape), ("mask", mask.Shape));
        }

        return NN.Softmax.Masked(scores, mask).Softmax();
    }

    private static Tensor Rows(int count) => Tensor.Arange(count).ExpandDims(-1);

    private static Tensor Columns(int count) => Tensor.Arange(count).ExpandDims(0);

    private static Tensor Aligned(Tensor mask, int rank) => mask.Rank >= rank || mask.Rank < 2
        ? mask
        : mask.Reshape([.. mask.Shape[..^2], .. Enumerable.Repeat(1, rank - mask.Rank), .. mask.Shape[^2..]]);
}
