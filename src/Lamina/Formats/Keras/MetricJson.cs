using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Metrics by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Accuracy))]
[JsonSerializable(typeof(BinaryAccuracy))]
[JsonSerializable(typeof(CategoricalAccuracy))]
[JsonSerializable(typeof(SparseCategoricalAccuracy))]
[JsonSerializable(typeof(TopKCategoricalAccuracy))]
[JsonSerializable(typeof(SparseTopKCategoricalAccuracy))]
[JsonSerializable(typeof(MeanSquaredErrorMetric))]
[JsonSerializable(typeof(RootMeanSquaredErrorMetric))]
[JsonSerializable(typeof(MeanAbsoluteErrorMetric))]
[JsonSerializable(typeof(BinaryCrossentropyMetric))]
[JsonSerializable(typeof(CategoricalCrossentropyMetric))]
[JsonSerializable(typeof(SparseCategoricalCrossentropyMetric))]
internal sealed partial class MetricJson : JsonSerializerContext
{
    public static KerasClass[] Rows { get; } =
    [
        Of(new Accuracy()),
        Of(new BinaryAccuracy(), "threshold"),
        Of(new CategoricalAccuracy()),
        Of(new SparseCategoricalAccuracy()),
        Of(new TopKCategoricalAccuracy(), "k"),
        Of(new SparseTopKCategoricalAccuracy(), "k"),
        Of(new MeanSquaredErrorMetric()),
        Of(new RootMeanSquaredErrorMetric()),
        Of(new MeanAbsoluteErrorMetric()),
        Of(new BinaryCrossentropyMetric(), "from_logits", "label_smoothing"),
        Of(new CategoricalCrossentropyMetric(), "from_logits", "label_smoothing", KerasKey.Default("axis", "-1")),
        Of(new SparseCategoricalCrossentropyMetric(), "from_logits", KerasKey.Default("ignore_class", "null"), "axis"),
    ];

    private static KerasClass Of(Metric prototype, params ReadOnlySpan<KerasKey> keys) =>
        new(KerasModule.Metrics, prototype, prototype.KerasName)
        {
            Keys = ["name", KerasKey.Unused("dtype", "\"float32\""), .. keys],
        };
}
