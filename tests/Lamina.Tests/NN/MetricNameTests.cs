using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class MetricNameTests
{
    [Theory]
    [InlineData("accuracy", typeof(Accuracy), "Accuracy")]
    [InlineData("acc", typeof(Accuracy), "Accuracy")]
    [InlineData("BinaryAccuracy", typeof(BinaryAccuracy), "BinaryAccuracy")]
    [InlineData("categorical_accuracy", typeof(CategoricalAccuracy), "CategoricalAccuracy")]
    [InlineData("sparse_categorical_accuracy", typeof(SparseCategoricalAccuracy), "SparseCategoricalAccuracy")]
    [InlineData("top_k_categorical_accuracy", typeof(TopKCategoricalAccuracy), "TopKCategoricalAccuracy")]
    [InlineData("sparse_top_k_categorical_accuracy", typeof(SparseTopKCategoricalAccuracy), "SparseTopKCategoricalAccuracy")]
    [InlineData("mse", typeof(MeanSquaredErrorMetric), "MeanSquaredError")]
    [InlineData("MSE", typeof(MeanSquaredErrorMetric), "MeanSquaredError")]
    [InlineData("mean_squared_error", typeof(MeanSquaredErrorMetric), "MeanSquaredError")]
    [InlineData("MeanSquaredError", typeof(MeanSquaredErrorMetric), "MeanSquaredError")]
    [InlineData("root_mean_squared_error", typeof(RootMeanSquaredErrorMetric), "RootMeanSquaredError")]
    [InlineData("mae", typeof(MeanAbsoluteErrorMetric), "MeanAbsoluteError")]
    [InlineData("MAE", typeof(MeanAbsoluteErrorMetric), "MeanAbsoluteError")]
    [InlineData("mape", typeof(MeanAbsolutePercentageErrorMetric), "MeanAbsolutePercentageError")]
    [InlineData("MAPE", typeof(MeanAbsolutePercentageErrorMetric), "MeanAbsolutePercentageError")]
    [InlineData("msle", typeof(MeanSquaredLogarithmicErrorMetric), "MeanSquaredLogarithmicError")]
    [InlineData("MSLE", typeof(MeanSquaredLogarithmicErrorMetric), "MeanSquaredLogarithmicError")]
    [InlineData("log_cosh_error", typeof(LogCoshError), "LogCoshError")]
    [InlineData("logcosh", typeof(LogCoshError), "LogCoshError")]
    [InlineData("cosine_similarity", typeof(CosineSimilarityMetric), "CosineSimilarity")]
    [InlineData("R2Score", typeof(R2Score), "R2Score")]
    [InlineData("r2_score", typeof(R2Score), "R2Score")]
    [InlineData("pearson_correlation", typeof(PearsonCorrelation), "PearsonCorrelation")]
    [InlineData("concordance_correlation", typeof(ConcordanceCorrelation), "ConcordanceCorrelation")]
    [InlineData("bce", typeof(BinaryCrossentropyMetric), "BinaryCrossentropy")]
    [InlineData("BCE", typeof(BinaryCrossentropyMetric), "BinaryCrossentropy")]
    [InlineData("binary_crossentropy", typeof(BinaryCrossentropyMetric), "BinaryCrossentropy")]
    [InlineData("categorical_crossentropy", typeof(CategoricalCrossentropyMetric), "CategoricalCrossentropy")]
    [InlineData("sparse_categorical_crossentropy", typeof(SparseCategoricalCrossentropyMetric), "SparseCategoricalCrossentropy")]
    [InlineData("kl_divergence", typeof(KLDivergenceMetric), "KLDivergence")]
    [InlineData("poisson", typeof(PoissonMetric), "Poisson")]
    [InlineData("hinge", typeof(HingeMetric), "Hinge")]
    [InlineData("squared_hinge", typeof(SquaredHingeMetric), "SquaredHinge")]
    [InlineData("categorical_hinge", typeof(CategoricalHingeMetric), "CategoricalHinge")]
    [InlineData("auc", typeof(AUC), "AUC")]
    [InlineData("AUC", typeof(AUC), "AUC")]
    [InlineData("precision", typeof(Precision), "Precision")]
    [InlineData("recall", typeof(Recall), "Recall")]
    [InlineData("true_positives", typeof(TruePositives), "TruePositives")]
    [InlineData("true_negatives", typeof(TrueNegatives), "TrueNegatives")]
    [InlineData("false_positives", typeof(FalsePositives), "FalsePositives")]
    [InlineData("FalseNegatives", typeof(FalseNegatives), "FalseNegatives")]
    [InlineData("f1_score", typeof(F1Score), "F1Score")]
    [InlineData("f_beta_score", typeof(FBetaScore), "FBetaScore")]
    [InlineData("BinaryIoU", typeof(BinaryIoU), "BinaryIoU")]
    [InlineData("Mean", typeof(Mean), "Mean")]
    [InlineData("sum", typeof(Sum), "Sum")]
    [InlineData("hamming_loss", typeof(HammingLoss), "HammingLoss")]
    public void Name_gives_the_metric_and_is_what_it_is_logged_under(string given, Type type, string keras)
    {
        Metric metric = given;
        Assert.IsType(type, metric);
        Assert.Equal(given, metric.Name);
        Assert.Equal(keras, metric.KerasName);
    }

    [Fact]
    public void Unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Metric.Get("acuracy"));
        Assert.StartsWith(
            "unknown metric 'acuracy'; did you mean 'accuracy'?\n  known: acc, ", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 8, 1 }, new[] { 8, 1 }, typeof(BinaryAccuracy), typeof(BinaryCrossentropyMetric))]
    [InlineData(new[] { 8 }, new[] { 8, 1 }, typeof(BinaryAccuracy), typeof(BinaryCrossentropyMetric))]
    [InlineData(new[] { 8 }, new[] { 8, 4 }, typeof(SparseCategoricalAccuracy), typeof(SparseCategoricalCrossentropyMetric))]
    [InlineData(new[] { 8, 1 }, new[] { 8, 4 }, typeof(SparseCategoricalAccuracy), typeof(SparseCategoricalCrossentropyMetric))]
    [InlineData(new[] { 8, 4 }, new[] { 8, 4 }, typeof(CategoricalAccuracy), typeof(CategoricalCrossentropyMetric))]
    [InlineData(new[] { 8, 3 }, new[] { 8, 3, 4 }, typeof(SparseCategoricalAccuracy), typeof(SparseCategoricalCrossentropyMetric))]
    public void Accuracy_and_crossentropy_take_the_kind_that_fits_the_shapes(
        int[] target, int[] prediction, Type accuracy, Type crossentropy)
    {
        foreach (var (name, kind) in (IEnumerable<(string, Type)>)[("acc", accuracy), ("crossentropy", crossentropy), ("ce", crossentropy)])
        {
            var metric = Metric.Get(name).Resolve(Shape.Create(target), Shape.Create(prediction));
            Assert.IsType(kind, metric);
            Assert.Equal(name, metric.Name);
        }
    }
}
