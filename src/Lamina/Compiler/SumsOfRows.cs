using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Sums over rows of a table, and their gradient: what an embedding behind which is averaged or summed needs never
/// write its vectors out.</summary>
internal static class SumsOfRows
{
    public static readonly Rule[] Rules = [SumOfGather, ScatterOfRepeated];

    // Σₖ table[indices[i, k]], where each row may have a weight w[i, k].
    private static Tensor? SumOfGather(Node node)
    {
        if (node is not { Op: Sum sum, Inputs: [var summed] } || !summed.DType.IsFloat)
        {
            return null;
        }

        var (rows, weights) = Weighted(summed);
        if (rows is not { Op: Gather, Node.Inputs: [var table, var indices] } || !SumsOverLast(sum, indices)
            || (weights is not null && !IsOneForEachIndex(weights, indices)))
        {
            return null;
        }

        var kept = sum.Axes.Min();
        Shape folded = [.. indices.Shape[..kept], indices.Shape[kept..].Size];
        var result = weights is null
            ? new GatherSum().Of(table, indices.Reshape(folded))
            : new GatherSum().Of(table, indices.Reshape(folded), weights.Reshape(folded));
        return result.Reshape(node.Output.Shape);
    }

    // Rows that are the same for all indices along some last axes, but for a weight.
    private static Tensor? ScatterOfRepeated(Node node)
    {
        if (node is not { Op: ScatterAdd scatter, Inputs: [var added, var indices] } || !added.DType.IsFloat)
        {
            return null;
        }

        var (rows, weights) = Weighted(added);
        rows = rows.Op is Broadcast ? rows.Node.Inputs[0] : rows;
        var kept = indices.Rank;
        while (kept > 0 && rows.Rank == added.Rank && rows.Shape[kept - 1] == 1)
        {
            kept--;
        }

        if (kept == indices.Rank || rows.Shape[indices.Rank..] != added.Shape[indices.Rank..]
            || rows.Shape[..kept] != added.Shape[..kept] || (weights is not null && !IsOneForEachIndex(weights, indices)))
        {
            return null;
        }

        Shape folded = [.. indices.Shape[..kept], indices.Shape[kept..].Size];
        var once = rows.Reshape([.. rows.Shape[..kept], .. rows.Shape[indices.Rank..]]);
        return weights is null
            ? new ScatterAddRepeated(scatter.Rows).Of(once, indices.Reshape(folded))
            : new ScatterAddRepeated(scatter.Rows).Of(once, indices.Reshape(folded), weights.Reshape(folded));
    }

    // x·w with one number w for each row, or x alone.
    private static (Tensor Rows, Tensor? Weights) Weighted(Tensor x) => x switch
    {
        { Op: Multiply, Node.Inputs: [var rows, { Shape: [.., 1] } weights] } when weights.Rank == x.Rank => (rows, weights),
        { Op: Multiply, Node.Inputs: [{ Shape: [.., 1] } weights, var rows] } when weights.Rank == x.Rank => (rows, weights),
        _ => (x, null),
    };

    private static bool SumsOverLast(Sum sum, Tensor indices)
    {
        var first = sum.Axes.Min();
        return sum.Axes.Order().SequenceEqual(Enumerable.Range(first, Math.Max(0, indices.Rank - first)));
    }

    private static bool IsOneForEachIndex(Tensor weights, Tensor indices) =>
        weights.Shape[..indices.Rank] == indices.Shape && weights.Shape[indices.Rank..].Size == 1;
}
