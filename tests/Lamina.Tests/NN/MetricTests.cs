using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class MetricTests
{
    [Fact]
    public void Result_before_the_first_batch_is_zero()
    {
        var metric = new BinaryAccuracy();
        Assert.Equal([0], ReferenceBackend.Run(metric.Result(Start(metric))));
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

    [Fact]
    public void Hamming_loss_is_the_share_of_wrong_labels()
    {
        Tensor target = new[,] { { 1, 0, 1, 0 }, { 0, 0, 1, 1 } };
        Tensor prediction = new[,] { { 0.9f, 0.5f, 0.2f, 0.1f }, { 0.6f, 0.7f, 0.8f, 0.51f } };
        Near.Assert([1 / 4.0, 2 / 4.0], ReferenceBackend.Run(new HammingLoss().PerSample(target, prediction)), Near.Formula);
    }

    [Fact]
    public void Wrapper_is_the_mean_of_its_function()
    {
        Metric bias = new MeanMetricWrapper("bias", (target, prediction) => (prediction - target).Mean(-1));
        Assert.Equal("bias", bias.Name);
        Near.Assert([2], Alone(bias, new[,] { { 1f, 2f }, { 3f, 4f } }, new[,] { { 2f, 3f }, { 6f, 7f } }), Near.Formula);
    }

    [Fact]
    public void Mean_and_sum_take_values()
    {
        Tensor[] state = [Tensor.Scalar(0), Tensor.Scalar(0)];
        Tensor values = new[] { 1f, 2f, 6f };
        Near.Assert([3], ReferenceBackend.Run(new Mean().Result(new Mean().Update(state, values))), Near.Formula);
        Near.Assert([8], ReferenceBackend.Run(new Sum().Result(new Sum().Update(state, values, new[] { 2f, 0, 1 }))), Near.Formula);
    }

    [Fact]
    public void Places_of_an_ignored_class_count_for_nothing()
    {
        Metric metric = new MeanIoU(2, ignoreClass: 255);
        Near.Assert([0.5], Alone(metric, new[] { 0, 1, 255, 1 }, new[] { 0, 1, 1, 0 }), Near.Formula);
    }

    [Fact]
    public void Ignored_class_has_no_weight()
    {
        Metric metric = new SparseCategoricalCrossentropyMetric(IgnoreClass: 0);
        Tensor prediction = new[,] { { 0.5f, 0.5f }, { 0.75f, 0.25f } };
        Near.Assert(
            [-Math.Log(0.25)],
            ReferenceBackend.Run(metric.Result(metric.Update(Start(metric), new[] { 0, 1 }, prediction, new[] { 3f, 2f }))),
            Near.Formula);
    }

    private static double[] Alone(Metric metric, Tensor target, Tensor prediction) =>
        ReferenceBackend.Run(metric.Result(metric.Update(Start(metric), target, prediction, null)));

    private static Tensor[] Start(Metric metric) =>
        [.. metric.StateFor([4, 1], [4, 1]).Select(x => Tensor.Zeros(x.Shape))];
}
