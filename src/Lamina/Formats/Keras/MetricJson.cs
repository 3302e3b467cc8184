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
    ];

    private static KerasClass Of<T>(T prototype, params ReadOnlySpan<KerasKey> keys)
        where T : Metric =>
        KerasClass.Of(KerasModule.Metrics, prototype, prototype.KerasName, ["name", KerasKey.Unused("dtype", "\"float32\""), .. keys]);
}
