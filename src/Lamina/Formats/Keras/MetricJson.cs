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
[JsonSerializable(typeof(HammingLoss))]
[JsonSerializable(typeof(MeanSquaredErrorMetric))]
[JsonSerializable(typeof(RootMeanSquaredErrorMetric))]
[JsonSerializable(typeof(MeanAbsoluteErrorMetric))]
[JsonSerializable(typeof(MeanAbsolutePercentageErrorMetric))]
[JsonSerializable(typeof(MeanSquaredLogarithmicErrorMetric))]
[JsonSerializable(typeof(LogCoshError))]
[JsonSerializable(typeof(CosineSimilarityMetric))]
[JsonSerializable(typeof(R2Score))]
[JsonSerializable(typeof(PearsonCorrelation))]
[JsonSerializable(typeof(ConcordanceCorrelation))]
[JsonSerializable(typeof(BinaryCrossentropyMetric))]
[JsonSerializable(typeof(CategoricalCrossentropyMetric))]
[JsonSerializable(typeof(SparseCategoricalCrossentropyMetric))]
[JsonSerializable(typeof(KLDivergenceMetric))]
[JsonSerializable(typeof(PoissonMetric))]
[JsonSerializable(typeof(HingeMetric))]
[JsonSerializable(typeof(SquaredHingeMetric))]
[JsonSerializable(typeof(CategoricalHingeMetric))]
[JsonSerializable(typeof(AUC))]
[JsonSerializable(typeof(TruePositives))]
[JsonSerializable(typeof(TrueNegatives))]
[JsonSerializable(typeof(FalsePositives))]
[JsonSerializable(typeof(FalseNegatives))]
[JsonSerializable(typeof(Precision))]
[JsonSerializable(typeof(Recall))]
[JsonSerializable(typeof(PrecisionAtRecall))]
[JsonSerializable(typeof(RecallAtPrecision))]
[JsonSerializable(typeof(SensitivityAtSpecificity))]
[JsonSerializable(typeof(SpecificityAtSensitivity))]
[JsonSerializable(typeof(F1Score))]
[JsonSerializable(typeof(FBetaScore))]
[JsonSerializable(typeof(IoU))]
[JsonSerializable(typeof(BinaryIoU))]
[JsonSerializable(typeof(MeanIoU))]
[JsonSerializable(typeof(OneHotIoU))]
[JsonSerializable(typeof(OneHotMeanIoU))]
[JsonSerializable(typeof(Mean))]
[JsonSerializable(typeof(Sum))]
internal sealed partial class MetricJson : JsonSerializerContext
{
    // The type in which an IoU counts; other metrics have float32 only.
    private static readonly KerasKey Counting = KerasKey.Number("dtype", "d_type");

    public static KerasClass[] Rows { get; } =
    [
        Of(new Accuracy()),
        Of(new BinaryAccuracy(), "threshold"),
        Of(new CategoricalAccuracy()),
        Of(new SparseCategoricalAccuracy()),
        Of(new TopKCategoricalAccuracy(), "k"),
        Of(new SparseTopKCategoricalAccuracy(), "k", KerasKey.Default("from_sorted_ids", "false")),
        new(KerasModule.LaminaMetrics, new HammingLoss()),
        Of(new MeanSquaredErrorMetric()),
        Of(new RootMeanSquaredErrorMetric()),
        Of(new MeanAbsoluteErrorMetric()),
        Of(new MeanAbsolutePercentageErrorMetric()),
        Of(new MeanSquaredLogarithmicErrorMetric()),
        Of(new LogCoshError()),
        Of(new CosineSimilarityMetric(), KerasKey.Default("axis", "-1")),
        Of(new R2Score(), "class_aggregation", "num_regressors"),
        Of(new PearsonCorrelation(), "axis"),
        Of(new ConcordanceCorrelation(), "axis"),
        Of(new BinaryCrossentropyMetric(), "from_logits", "label_smoothing"),
        Of(new CategoricalCrossentropyMetric(), "from_logits", "label_smoothing", KerasKey.Default("axis", "-1")),
        Of(new SparseCategoricalCrossentropyMetric(), "from_logits", KerasKey.Default("ignore_class", "null"), "axis"),
        Of(new KLDivergenceMetric()),
        Of(new PoissonMetric()),
        Of(new HingeMetric()),
        Of(new SquaredHingeMetric()),
        Of(new CategoricalHingeMetric()),
        Of(
            new AUC(), "num_thresholds", "curve", "summation_method", "multi_label", "num_labels", "label_weights",
            "from_logits", KerasKey.Optional("thresholds")),
        Of(new TruePositives(), "thresholds"),
        Of(new TrueNegatives(), "thresholds"),
        Of(new FalsePositives(), "thresholds"),
        Of(new FalseNegatives(), "thresholds"),
        Of(new Precision(), "thresholds", "top_k", "class_id"),
        Of(new Recall(), "thresholds", "top_k", "class_id"),
        Of(new PrecisionAtRecall(0.5), "num_thresholds", "recall", KerasKey.Optional("class_id")),
        Of(new RecallAtPrecision(0.5), "num_thresholds", "precision", KerasKey.Optional("class_id")),
        Of(new SensitivityAtSpecificity(0.5), "num_thresholds", "specificity", KerasKey.Optional("class_id")),
        Of(new SpecificityAtSensitivity(0.5), "num_thresholds", "sensitivity", KerasKey.Optional("class_id")),
        Of(new F1Score(), "average", "threshold"),
        Of(new FBetaScore(), "average", "beta", "threshold"),
        OfTable(
            new IoU(1, 0), "name", Counting, "num_classes", "target_class_ids", "ignore_class", "sparse_y_true",
            "sparse_y_pred", "axis"),
        OfTable(new BinaryIoU(), "target_class_ids", "threshold", "name", Counting),
        OfTable(
            new MeanIoU(1), "num_classes", "name", Counting, "ignore_class", "sparse_y_true", "sparse_y_pred", "axis"),
        OfTable(
            new OneHotIoU(1, 0), "num_classes", "target_class_ids", "name", Counting, "ignore_class", "sparse_y_pred",
            "axis"),
        OfTable(new OneHotMeanIoU(1), "num_classes", "name", Counting, "ignore_class", "sparse_y_pred", "axis"),
        Of(new Mean()),
        Of(new Sum()),
    ];

    private static KerasClass Of(Metric prototype, params ReadOnlySpan<KerasKey> keys) =>
        new(KerasModule.Metrics, prototype, prototype.KerasName)
        {
            Keys = ["name", KerasKey.Unused("dtype", "\"float32\""), .. keys],
        };

    private static KerasClass OfTable(ConfusionTable prototype, params KerasKey[] keys) =>
        new(KerasModule.Metrics, prototype) { Keys = keys };
}
