using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Which way metrics get better.</summary>
public sealed class MetricDirectionTests
{
    [Theory]
    [InlineData(MetricDirection.Higher, "accuracy acc binary_accuracy categorical_accuracy sparse_categorical_accuracy")]
    [InlineData(MetricDirection.Higher, "top_k_categorical_accuracy sparse_top_k_categorical_accuracy")]
    [InlineData(MetricDirection.Higher, "AUC Precision Recall TruePositives TrueNegatives F1Score FBetaScore")]
    [InlineData(MetricDirection.Higher, "R2Score CosineSimilarity PearsonCorrelation ConcordanceCorrelation")]
    [InlineData(MetricDirection.Lower, "FalsePositives FalseNegatives mse mae mape msle rmse LogCoshError")]
    [InlineData(MetricDirection.Lower, "hinge squared_hinge categorical_hinge kl_divergence poisson")]
    [InlineData(MetricDirection.Lower, "bce crossentropy binary_crossentropy categorical_crossentropy sparse_categorical_crossentropy")]
    public void A_metric_says_which_way_it_gets_better(MetricDirection direction, string names) =>
        Assert.All(names.Split(' '), name => Assert.Equal((name, direction), (name, Metric.Get(name).Direction)));

    public static TheoryData<Metric, MetricDirection> Made => new()
    {
        { new IoU(2, [0]), MetricDirection.Higher },
        { new BinaryIoU(), MetricDirection.Higher },
        { new MeanIoU(2), MetricDirection.Higher },
        { new OneHotIoU(2, [0]), MetricDirection.Higher },
        { new OneHotMeanIoU(2), MetricDirection.Higher },
        { new PrecisionAtRecall(0.5), MetricDirection.Higher },
        { new RecallAtPrecision(0.5), MetricDirection.Higher },
        { new SensitivityAtSpecificity(0.5), MetricDirection.Higher },
        { new SpecificityAtSensitivity(0.5), MetricDirection.Higher },
        { new HammingLoss(), MetricDirection.Lower },
        { new Mean(), MetricDirection.Unknown },
        { new Sum(), MetricDirection.Unknown },
    };

    [Theory, MemberData(nameof(Made))]
    public void A_metric_with_arguments_does_too(Metric metric, MetricDirection direction) => Assert.Equal(direction, metric.Direction);
}
