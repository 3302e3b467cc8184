using System.Text.Json.Serialization;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A number that says how far predictions are from targets: what training makes small.</summary>
/// <remarks>A description only, compared by value and also the form in which it is saved. To write one, derive a record
/// and give <see cref="PerSample"/> in tensor operations; its gradient comes with them.</remarks>
public abstract partial record Loss
{
    /// <summary>Keras's number against division by zero and logarithms of it.</summary>
    private protected const double Epsilon = 1e-7;

    /// <summary>The name; Keras's by default, such as <c>mean_squared_error</c>.</summary>
    [JsonPropertyOrder(-2)]
    public string Name { get => field ?? DefaultName; init => field = value == DefaultName ? null : value; }

    /// <summary>What becomes of the loss of each sample.</summary>
    [JsonPropertyOrder(-1)]
    public Reduction Reduction { get; init; } = Reduction.SumOverBatchSize;

    private protected virtual string DefaultName => SnakeCase.Of(GetType().Name);

    /// <summary>The loss of each sample.</summary>
    /// <param name="target">What is true, in the dtype of the prediction: [batch, ..].</param>
    /// <param name="prediction">What was predicted, of floating point: [batch, ..].</param>
    /// <returns>One value for each sample, or for each of its places: [batch] or [batch, ..].</returns>
    public abstract Tensor PerSample(Tensor target, Tensor prediction);

    /// <summary>The loss of a batch: the loss of each sample, weighted, masked and reduced.</summary>
    /// <remarks>
    /// <para>Where ranks differ by a last axis of length 1, that axis is added or taken away. The target is converted
    /// to the prediction's dtype.</para>
    /// <para>Weights and mask broadcast against the values of the samples. With a mask, a mean is one over what it
    /// leaves; a mean of nothing is 0.</para>
    /// </remarks>
    /// <param name="target">What is true: [batch, ..].</param>
    /// <param name="prediction">What was predicted: [batch, ..].</param>
    /// <param name="sampleWeight">How much each value counts: a number, [batch] or more axes; all alike when
    /// null.</param>
    /// <param name="mask">True where a value counts at all; everywhere when null.</param>
    /// <returns>A scalar, or the values of the samples for <see cref="Reduction.None"/>.</returns>
    /// <exception cref="ShapeMismatchException">The shapes do not fit together.</exception>
    public Tensor Call(Tensor target, Tensor prediction, Tensor? sampleWeight = null, Tensor? mask = null)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        prediction = prediction.DType.IsFloat ? prediction : prediction.Cast(DType.Float32);
        (target, prediction) = Ranks.Match(Converted(target, prediction.DType), prediction);
        var values = PerSample(target, prediction);
        var counted = Counted(target, values);
        mask = mask is null ? counted : counted is null ? mask : mask.Cast(DType.Bool) & counted;
        var weights = Weights(sampleWeight?.Cast(values.DType), mask?.Cast(values.DType));
        return Reduced(values, weights);
    }

    /// <summary>The target in the dtype that <see cref="PerSample"/> reads.</summary>
    private protected virtual Tensor Converted(Tensor target, DType dtype) => target.Cast(dtype);

    /// <summary>True for the values that count; all when null.</summary>
    private protected virtual Tensor? Counted(Tensor target, Tensor values) => null;

    /// <summary>Checks the rule of most losses: target and prediction have one shape.</summary>
    private protected void RequireSameShape(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        if (target.Shape == prediction.Shape)
        {
            return;
        }

        var (t, p) = (target.Shape, prediction.Shape);
        var axis = t.Rank == p.Rank ? Enumerable.Range(0, t.Rank).First(i => t[i] != p[i]) : -1;
        throw Mismatch.Shapes(
            axis >= 0
                ? $"{GetType().Name} needs axis {axis} of target ({t[axis]}) to equal "
                    + $"axis {axis} of prediction ({p[axis]})."
                : $"{GetType().Name} needs as many axes in target ({t.Rank}) as in prediction ({p.Rank}).",
            ("target", t),
            ("prediction", p));
    }

    // What each value is multiplied by: weight and mask in one.
    private Tensor? Weights(Tensor? weights, Tensor? mask)
    {
        if (mask is null)
        {
            return weights;
        }

        if (Reduction is Reduction.Mean or Reduction.SumOverBatchSize)
        {
            // The divisor stays the number of all values, so those that count are scaled up by all/counted.
            mask *= Ratio(Tensor.Scalar(mask.Shape.Size, mask.DType), mask.Sum());
        }

        if (weights is null)
        {
            return mask;
        }

        (mask, weights) = Ranks.Match(mask, weights);
        return Times(mask, "mask", weights);
    }

    private Tensor Reduced(Tensor values, Tensor? weights)
    {
        if (weights is not null)
        {
            (values, weights) = Ranks.Match(values, weights);
            values = Times(values, "values", weights);
        }

        return Reduction switch
        {
            _ when values.Rank == 0 || Reduction == Reduction.None => values,
            Reduction.Sum => values.Sum(),
            Reduction.MeanWithSampleWeight when weights is not null => Ratio(values.Sum(), weights.Sum()),
            _ => values.Mean(),
        };
    }

    private Tensor Times(Tensor values, string name, Tensor weights)
    {
        if (Shape.TryBroadcast(values.Shape, weights.Shape) is not null)
        {
            return values * weights;
        }

        var error = Mismatch.Shapes(
            $"{GetType().Name} needs sample weights that broadcast to its {name}: "
            + "aligned at the last axis, equal or 1.",
            (name, values.Shape),
            ("sampleWeight", weights.Shape));
        Shape perSample = [.. weights.Shape, .. Enumerable.Repeat(1, Math.Max(0, values.Rank - 1))];
        var hint = $"\n  hint: for one weight per sample, reshape them to {perSample}.";
        throw weights.Rank == 1 && weights.Shape[0] == values.Shape[0]
            ? new ShapeMismatchException(error.Message + hint)
            : error;
    }

    private static Tensor Ratio(Tensor a, Tensor b)
    {
        var isZero = b.EqualTo(0);
        return Tensor.Where(isZero, 0, a / Tensor.Where(isZero, 1, b));
    }
}
