namespace Lamina.NN;

/// <summary>How often predictions are right.</summary>
/// <remarks>A compiled model takes the kind that fits its shapes (<see cref="Resolve"/>). By itself it compares: a
/// prediction is right where it equals the target.</remarks>
public sealed record Accuracy : MeanMetric
{
    /// <inheritdoc/>
    public override MetricDirection Direction => MetricDirection.Higher;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        (target, prediction) = Ranks.Align(target, prediction);
        return target.EqualTo(prediction);
    }

    /// <summary><see cref="BinaryAccuracy"/> where the prediction's last axis is 1; else
    /// <see cref="SparseCategoricalAccuracy"/> where the target has fewer axes or its last is 1; else
    /// <see cref="CategoricalAccuracy"/>.</summary>
    public override Metric Resolve(Shape target, Shape prediction) => KindFor(target, prediction) switch
    {
        LabelKind.Binary => new BinaryAccuracy { Name = Name },
        LabelKind.Classes => new SparseCategoricalAccuracy { Name = Name },
        _ => new CategoricalAccuracy { Name = Name },
    };

    /// <summary>Which kind of labels the shapes speak of.</summary>
    internal static LabelKind KindFor(Shape target, Shape prediction) =>
        prediction[^1] == 1 ? LabelKind.Binary
        : target.Rank < prediction.Rank || target[^1] == 1 ? LabelKind.Classes
        : LabelKind.Vectors;

    /// <summary>True for the names whose meaning in Keras depends on shapes; the class is another thing there.</summary>
    internal override bool IsSavedByName => Name is "accuracy" or "acc";
}
