using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Metrics with arguments of their own come back as they were written, in Keras's words.</summary>
public sealed class MetricJsonTests
{
    private static readonly (Metric Metric, string Config)[] Table =
    [
        (new BinaryAccuracy(0.3), """{"name": "binary_accuracy", "dtype": "float32", "threshold": 0.3}"""),
        (new TopKCategoricalAccuracy(2), """{"name": "top_k_categorical_accuracy", "dtype": "float32", "k": 2}"""),
        (new SparseTopKCategoricalAccuracy(2, true), """{"name": "sparse_top_k_categorical_accuracy", "dtype": "float32", "k": 2, "from_sorted_ids": true}"""),
        (new LogCoshError(), """{"name": "logcosh", "dtype": "float32"}"""),
        (new HingeMetric { Name = "h" }, """{"name": "h", "dtype": "float32"}"""),
        (new CosineSimilarityMetric(1), """{"name": "cosine_similarity", "dtype": "float32", "axis": 1}"""),
        (new R2Score(null, 2), """{"name": "r2_score", "dtype": "float32", "class_aggregation": null, "num_regressors": 2}"""),
        (new R2Score(ClassAggregation.VarianceWeightedAverage), """{"name": "r2_score", "dtype": "float32", "class_aggregation": "variance_weighted_average", "num_regressors": 0}"""),
        (new PearsonCorrelation(0), """{"name": "pearson_correlation", "dtype": "float32", "axis": 0}"""),
        (new AUC(), """{"name": "auc", "dtype": "float32", "num_thresholds": 200, "curve": "ROC", "summation_method": "interpolation", "multi_label": false, "num_labels": null, "label_weights": null, "from_logits": false}"""),
        (new AUC(20, AucCurve.PR, AucSummation.Majoring, null, true, 2, [0.5, 1], true),
            """{"name": "auc", "dtype": "float32", "num_thresholds": 20, "curve": "PR", "summation_method": "majoring", "multi_label": true, "num_labels": 2, "label_weights": [0.5, 1.0], "from_logits": true}"""),
        (new AUC(thresholds: [0.2, 0.7]), """{"name": "auc", "dtype": "float32", "num_thresholds": 4, "curve": "ROC", "summation_method": "interpolation", "multi_label": false, "num_labels": null, "label_weights": null, "from_logits": false, "thresholds": [0.2, 0.7]}"""),
        (new TruePositives(0.3), """{"name": "true_positives", "dtype": "float32", "thresholds": 0.3}"""),
        (new FalsePositives([0.25, 1]), """{"name": "false_positives", "dtype": "float32", "thresholds": [0.25, 1.0]}"""),
        (new Precision(topK: 2, classId: 1), """{"name": "precision", "dtype": "float32", "thresholds": null, "top_k": 2, "class_id": 1}"""),
        (new Recall([0.1, 0.2]), """{"name": "recall", "dtype": "float32", "thresholds": [0.1, 0.2], "top_k": null, "class_id": null}"""),
        (new PrecisionAtRecall(0.8), """{"name": "precision_at_recall", "dtype": "float32", "num_thresholds": 200, "recall": 0.8}"""),
        (new SensitivityAtSpecificity(0.8, 20, 1), """{"name": "sensitivity_at_specificity", "dtype": "float32", "num_thresholds": 20, "specificity": 0.8, "class_id": 1}"""),
        (new F1Score(Averaging.Micro, 0.5), """{"name": "f1_score", "dtype": "float32", "average": "micro", "threshold": 0.5}"""),
        (new FBetaScore(beta: 2), """{"name": "fbeta_score", "dtype": "float32", "average": null, "beta": 2.0, "threshold": null}"""),
        (new IoU(4, [0, 2], 3), """{"name": "io_u", "dtype": "int32", "num_classes": 4, "target_class_ids": [0, 2], "ignore_class": 3, "sparse_y_true": true, "sparse_y_pred": true, "axis": -1}"""),
        (new BinaryIoU([1], 0.3) { DType = DType.Float32 }, """{"target_class_ids": [1], "threshold": 0.3, "name": "binary_io_u", "dtype": "float32"}"""),
        (new MeanIoU(3, sparseYTrue: false, axis: 1), """{"num_classes": 3, "name": "mean_io_u", "dtype": "int32", "ignore_class": null, "sparse_y_true": false, "sparse_y_pred": true, "axis": 1}"""),
        (new OneHotIoU(3, 1), """{"num_classes": 3, "target_class_ids": [1], "name": "one_hot_io_u", "dtype": "int32", "ignore_class": null, "sparse_y_pred": false, "axis": -1}"""),
        (new OneHotMeanIoU(3, sparseYPred: true), """{"num_classes": 3, "name": "one_hot_mean_io_u", "dtype": "int32", "ignore_class": null, "sparse_y_pred": true, "axis": -1}"""),
    ];

    public static TheoryData<int> Places => [.. Enumerable.Range(0, Table.Length)];

    [Theory, MemberData(nameof(Places))]
    public void Metric_is_written_as_Keras_writes_it_and_comes_back(int place)
    {
        var (metric, config) = Table[place];
        var written = KerasObject.Write(metric);
        Assert.Equal(config, PythonJson.Write(written["config"]));
        Assert.Equal(metric, KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!));
    }

    [Theory]
    [InlineData("MeanIoU", "{}", "MeanIoU needs the argument 'num_classes'.")]
    [InlineData("PrecisionAtRecall", "{}", "PrecisionAtRecall needs the argument 'recall'.")]
    [InlineData("AUC", """{"curve": "X"}""", "AUC cannot take \"X\" as 'curve'.\n  It is one of ROC, PR, roc, pr.")]
    [InlineData("Precision", """{"thresholds": "a"}""", "Precision cannot take \"a\" as 'thresholds'.\n  It is a number or a list of numbers.")]
    [InlineData("F1Score", """{"beta": 2}""", "F1Score has no argument 'beta'.\n  arguments: name, dtype, average, threshold")]
    public void Configuration_that_cannot_be_is_refused(string name, string config, string message) => Assert.Equal(
        message,
        Assert.Throws<LaminaFormatException>(
            () => KerasObject.Read(KerasModule.Metrics, name, JsonNode.Parse(config)!.AsObject())).Message);

    [Theory, InlineData("\"int64\"", DType.Int32), InlineData("null", DType.Int32), InlineData("\"float64\"", DType.Float32)]
    [InlineData("""{"class_name": "DTypePolicy", "config": {"name": "float32"}}""", DType.Float32)]
    public void Type_in_which_places_are_counted_is_read(string dtype, DType expected)
    {
        var config = JsonNode.Parse($$"""{"num_classes": 2, "dtype": {{dtype}}}""")!.AsObject();
        Assert.Equal(expected, ((MeanIoU)KerasObject.Read(KerasModule.Metrics, "MeanIoU", config)).DType);
    }
}
