using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class MetricTests
{
    [Theory]
    [InlineData("accuracy", typeof(Accuracy), "Accuracy")]
    [InlineData("acc", typeof(Accuracy), "Accuracy")]
    [InlineData("mse", typeof(MeanSquaredErrorMetric), "MeanSquaredError")]
    [InlineData("mae", typeof(MeanAbsoluteErrorMetric), "MeanAbsoluteError")]
    [InlineData("BinaryAccuracy", typeof(BinaryAccuracy), "BinaryAccuracy")]
    [InlineData("top_k_categorical_accuracy", typeof(TopKCategoricalAccuracy), "TopKCategoricalAccuracy")]
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
    [InlineData(new[] { 8, 1 }, new[] { 8, 1 }, typeof(BinaryAccuracy))]
    [InlineData(new[] { 8 }, new[] { 8, 1 }, typeof(BinaryAccuracy))]
    [InlineData(new[] { 8 }, new[] { 8, 4 }, typeof(SparseCategoricalAccuracy))]
    [InlineData(new[] { 8, 1 }, new[] { 8, 4 }, typeof(SparseCategoricalAccuracy))]
    [InlineData(new[] { 8, 4 }, new[] { 8, 4 }, typeof(CategoricalAccuracy))]
    [InlineData(new[] { 8, 3 }, new[] { 8, 3, 4 }, typeof(SparseCategoricalAccuracy))]
    public void Accuracy_takes_the_kind_that_fits_the_shapes(int[] target, int[] prediction, Type kind)
    {
        var metric = Metric.Get("acc").Resolve(Shape.Create(target), Shape.Create(prediction));
        Assert.IsType(kind, metric);
        Assert.Equal("acc", metric.Name);
    }

    [Fact]
    public void Result_before_the_first_batch_is_zero()
    {
        var metric = new BinaryAccuracy();
        Assert.Equal([0], ReferenceBackend.Run(metric.Result([.. metric.StateFor([4, 1], [4, 1]).Select(x => Tensor.Zeros(x.Shape))])));
    }

    [Fact]
    public void Prediction_that_is_not_a_number_is_never_among_the_largest()
    {
        Tensor prediction = new[,] { { float.NaN, 1, 2 }, { 3, float.NaN, 2 } };
        var matches = new SparseTopKCategoricalAccuracy(2).PerSample(new[] { 0, 2 }, prediction);
        Assert.Equal([0, 0], ReferenceBackend.Run(matches));
    }

    [Fact]
    public void Number_of_predictions_to_look_at_is_greater_than_zero() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopKCategoricalAccuracy(0));
}
