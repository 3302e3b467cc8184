using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A metric made of how many predictions are rightly and wrongly positive and negative at some
/// thresholds.</summary>
/// <remarks>
/// <para>A prediction is positive where it is above the threshold, a target where it is not 0.</para>
/// <para>Shapes: target and prediction [batch, ..]; weights [batch], or as many axes as they have, and broadcast to
/// them.</para>
/// </remarks>
public abstract record ConfusionMetric : Metric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <summary>The thresholds.</summary>
    private protected abstract Cutoffs Cutoffs { get; }

    /// <summary>The names of what is kept.</summary>
    private protected abstract IReadOnlyList<string> Kept { get; }

    /// <summary>How many of the largest predictions of each sample may be positive; all when null.</summary>
    private protected virtual int? Largest => null;

    /// <summary>The only class that is looked at; all when null.</summary>
    private protected virtual int? OnlyClass => null;

    /// <summary>Whether each label is counted by itself.</summary>
    private protected virtual bool IsByLabel => false;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction)
    {
        CheckClass(prediction);
        var count = Cutoffs.Count;
        return [.. Kept.Select(name => new MetricVariable(name, IsByLabel ? [count, prediction[^1]] : [count]))];
    }

    /// <inheritdoc/>
    public sealed override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        (prediction, target) = Ranks.Match(Prepared(prediction.Cast(DType.Float32)), target.Cast(DType.Float32));
        RequireSameShape(target, prediction);
        CheckClass(prediction.Shape);
        prediction = Largest is { } k && k < prediction.Shape[^1] ? OnlyLargest(prediction, k) : prediction;
        if (OnlyClass is { } only)
        {
            (target, prediction) = (target.Slice(-1, only, 1), prediction.Slice(-1, only, 1));
        }

        var weights = WeightsFor(prediction.Shape, sampleWeight);
        Shape flat = IsByLabel ? prediction.Shape : [-1, 1];
        var counts = ConfusionCounts.Of(
            target.Reshape(flat), prediction.Reshape(flat), weights?.Reshape(flat), Cutoffs);
        return [.. state.Zip(Chosen(counts), (before, added) => before + added.Reshape(before.Shape))];
    }

    /// <summary>Of all counts those that are kept.</summary>
    private protected abstract Tensor[] Chosen(ConfusionCounts counts);

    /// <summary>What is compared with the thresholds.</summary>
    private protected virtual Tensor Prepared(Tensor prediction) => prediction;

    /// <summary>The weight of each prediction; null where all are alike.</summary>
    private protected virtual Tensor? WeightsFor(Shape prediction, Tensor? sampleWeight)
    {
        if (sampleWeight is null)
        {
            return null;
        }

        var weights = sampleWeight.Cast(DType.Float32).ExpandDims(-1);
        while (weights.Rank > prediction.Rank && weights.Shape[^1] == 1)
        {
            weights = weights.Squeeze();
        }

        return Shape.TryBroadcast(weights.Shape, prediction) == prediction
            ? weights.BroadcastTo(prediction)
            : throw Mismatch.Shapes(
                $"{KerasName} needs sample weights that broadcast to its predictions: one for each sample, or aligned at "
                + "the last axis, equal or 1.",
                ("prediction", prediction),
                ("sampleWeight", sampleWeight.Shape));
    }

    /// <summary>The one number of a single threshold, or those of all.</summary>
    private protected Tensor OneOrAll(Tensor values) => Cutoffs.Count == 1 ? values.Squeeze() : values;

    // All but the k largest of the last axis become very small; the first among equals stays.
    private static Tensor OnlyLargest(Tensor prediction, int k)
    {
        var rank = prediction.ArgSort(-1, descending: true).ArgSort();
        return Tensor.Where(rank < k, prediction, Precision.BelowAll);
    }

    private void RequireSameShape(Tensor target, Tensor prediction)
    {
        if (target.Shape != prediction.Shape)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs a target for each prediction.",
                ("target", target.Shape),
                ("prediction", prediction.Shape));
        }
    }

    private void CheckClass(Shape prediction)
    {
        if (OnlyClass is { } only && (prediction.Rank < 2 || only >= prediction[^1]))
        {
            var classes = prediction.Rank < 2 ? "no axis of classes" : $"{prediction[^1]}";
            throw Mismatch.Shapes(
                $"{KerasName} needs ClassId ({only}) to be below the number of classes ({classes}).",
                ("prediction", prediction));
        }
    }
}
