using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The axes over which attention goes, put in front of the features and taken as one.</summary>
/// <param name="Steps">The axes of steps, counted from 0, in order.</param>
/// <param name="Rank">The number of axes of query, value and key.</param>
internal sealed record AttentionAxes(Axes Steps, int Rank)
{
    // The others first, then the steps, then the features.
    private int[] Order =>
        [.. Enumerable.Range(0, Rank - 1).Where(axis => !Steps.Contains(axis)), .. Steps, Rank - 1];

    /// <summary>The tensor as [others.., steps, features].</summary>
    public Tensor Gather(Tensor x)
    {
        var y = x.Transpose(Order);
        var others = Rank - 1 - Steps.Count;
        return y.Reshape([.. y.Shape[..others], y.Shape[others..^1].Size, y.Shape[^1]]);
    }

    /// <summary>What was made of a gathered tensor, [others.., steps, features..], with its steps where those of
    /// <paramref name="like"/> are.</summary>
    public Tensor Scatter(Tensor y, Tensor like)
    {
        var others = Rank - 1 - Steps.Count;
        Shape features = y.Shape[(others + 1)..];
        y = y.Reshape([.. y.Shape[..others], .. Steps.Select(axis => like.Shape[axis]), .. features]);
        var order = Order;
        var inverse = Enumerable.Range(0, Rank - 1).Select(axis => Array.IndexOf(order, axis));
        return y.Transpose([.. inverse, .. Enumerable.Range(Rank - 1, features.Rank)]);
    }

    /// <summary>A mask whose last axes are those of the steps twice, [.., steps.., steps..], with each taken as one.</summary>
    public Tensor GatherMask(Tensor mask, Tensor query, Tensor value)
    {
        var axes = 2 * Steps.Count;
        if (Steps.Count == 1 || mask.Rank < axes)
        {
            return mask;
        }

        int[] steps = [.. Steps.Select(axis => query.Shape[axis]), .. Steps.Select(axis => value.Shape[axis])];
        Shape others = mask.Shape[..^axes];
        return mask.BroadcastTo([.. others, .. steps])
            .Reshape([.. others, steps[..Steps.Count].Aggregate((a, b) => a * b), steps[Steps.Count..].Aggregate((a, b) => a * b)]);
    }

    /// <summary>Scores [others.., heads, steps, steps] with each axis of steps for itself.</summary>
    public Tensor ScatterScores(Tensor scores, Tensor query, Tensor value) => scores.Reshape(
        [.. scores.Shape[..^2], .. Steps.Select(axis => query.Shape[axis]), .. Steps.Select(axis => value.Shape[axis])]);
}
