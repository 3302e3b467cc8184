using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A metric made of how often each class is taken for each other one.</summary>
/// <remarks>The result is the mean, over some classes, of intersection over union,
/// <c>tp / (tp + fp + fn)</c>; classes that occur neither in targets nor in predictions do not count. 0 before the
/// first batch.</remarks>
public abstract record ConfusionTable : Metric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    private const double Epsilon = 1e-7;

    /// <summary>The type in which samples are counted: weights lose their fractions for <see cref="DType.Int32"/>, as
    /// in Keras, and keep them for <see cref="DType.Float32"/>.</summary>
    public DType DType
    {
        get;
        init => field = value is DType.Int32 or DType.Float32
            ? value
            : throw new ArgumentOutOfRangeException(
                nameof(DType), $"DType needs int32 or float32; it was given {value.KerasName}.");
    } = DType.Int32;

    /// <summary>How many classes there are.</summary>
    private protected abstract int Classes { get; }

    /// <summary>The classes that are averaged; all when null.</summary>
    private protected abstract ValueList<int>? Averaged { get; }

    /// <summary>A class of targets that does not count; none when null.</summary>
    private protected virtual int? Ignored => null;

    /// <inheritdoc/>
    public override IReadOnlyList<MetricVariable> StateFor(Shape target, Shape prediction) =>
        [new("total_confusion_matrix", [Classes, Classes])];

    /// <inheritdoc/>
    public sealed override Tensor[] Update(Tensor[] state, Tensor target, Tensor prediction, Tensor? sampleWeight)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        var (t, p) = (TargetClasses(target).Reshape([-1]), PredictedClasses(prediction).Reshape([-1]));
        if (t.Shape != p.Shape)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs as many true classes ({t.Shape.Size}) as predicted ones ({p.Shape.Size}).",
                ("target", target.Shape),
                ("prediction", prediction.Shape));
        }

        var weights = (sampleWeight ?? Tensor.Scalar(1)).Cast(DType).Cast(DType.Float32);
        weights = (weights.Rank > 1 ? weights.Reshape([-1]) : weights).BroadcastTo(t.Shape);
        if (Ignored is { } ignored)
        {
            var counts = t.NotEqualTo(ignored);
            (t, p) = (t * counts.Cast(t.DType), p * counts.Cast(p.DType));
            weights *= counts.Cast(DType.Float32);
        }

        return [state[0] + Counted(t, p, weights)];
    }

    /// <inheritdoc/>
    public sealed override Tensor Result(Tensor[] state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var right = state[0].Reshape([-1]).Slice(0, 0, Classes, Classes + 1);
        var all = state[0].Sum(0) + state[0].Sum(1) - right;
        if (Averaged is { } averaged)
        {
            var chosen = Tensor.From(averaged.AsSpan(), [averaged.Count]);
            (right, all) = (right.Gather(chosen), all.Gather(chosen));
        }

        return (right / (all + Epsilon)).Sum() / ((all > 1e-9).Cast(DType.Float32).Sum() + Epsilon);
    }

    /// <summary>The true class of each sample, as int32.</summary>
    private protected virtual Tensor TargetClasses(Tensor target) => target.Cast(DType.Int32);

    /// <summary>The predicted class of each sample, as int32.</summary>
    private protected virtual Tensor PredictedClasses(Tensor prediction) => prediction.Cast(DType.Int32);

    /// <summary>The place of the largest number of each sample, after a check that there is one for each class.</summary>
    private protected Tensor Largest(string name, Tensor x, int axis) => x.Shape[x.Shape.NormalizeAxis(axis)] == Classes
        ? x.Cast(DType.Float32).ArgMax(axis)
        : throw Mismatch.Shapes(
            $"{KerasName} needs axis {axis} of {name} ({x.Shape[x.Shape.NormalizeAxis(axis)]}) to be as long as there are "
            + $"classes ({Classes}).",
            (name, x.Shape));

    // A class that there is not must not become another one: its place is outside the table, which is an error.
    private Tensor Counted(Tensor target, Tensor prediction, Tensor weights)
    {
        using var scope = Tracer.Enter($"{Name} ({KerasName} with classes from 0 to {Classes - 1})");
        var isClass = (target >= 0) & (target < Classes) & (prediction >= 0) & (prediction < Classes);
        var cell = Tensor.Where(isClass, (target * Classes) + prediction, -1);
        return new ScatterAdd(Classes * Classes).Of(weights, cell).Reshape([Classes, Classes]);
    }
}
