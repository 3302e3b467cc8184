using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed partial class LayerTests
{
    private static readonly LayerCase[] Table =
    [
        .. Core, .. Activation, .. Reshaping, .. Merging, .. Convolution, .. Pooling,
        .. Recurrent, .. Attention, .. Normalization, .. Regularization, .. Preprocessing, .. Images,
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    internal static IReadOnlyList<LayerCase> All => Table;

    [Theory, MemberData(nameof(Names))]
    public void Layer_keeps_the_promises_of_all_layers(string name)
    {
        Seed.Set(11);
        LayerCheck.Run(Table.Single(c => c.Name == name));
    }

    [Fact]
    public void Every_layer_has_a_case()
    {
        var layers = typeof(Layer).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(Layer)) && type.IsPublic && !type.IsAbstract && !type.IsAssignableTo(typeof(Model)) && type != typeof(Input));
        Assert.Empty(layers.Except(Table.Select(c => c.Create().GetType())).Select(type => type.Name));
    }

    [Fact]
    public void BatchNormalization_follows_the_batch_and_uses_the_moving_statistics_in_inference()
    {
        // Mean 3, variance (4 + 0 + 4)/3 = 8/3 divided by n; momentum 0.9 keeps nine tenths of 0 and 1.
        var layer = new BatchNormalization(momentum: 0.9, epsilon: 0.1);
        var model = new Sequential([new Input(1), layer]);
        model.Compile(new SGD(0), "mse");
        Tensor x = new float[,] { { 1 }, { 3 }, { 5 } };
        model.Fit(x, x, shuffle: false, verbose: 0);
        var (mean, variance) = (0.3, 0.9 + (0.1 * 8 / 3));
        Near.Assert([mean, variance], [layer.Weights[2].Floats[0], layer.Weights[3].Floats[0]], Near.Formula);
        var deviation = Math.Sqrt(variance + 0.1);
        Near.Assert([.. new[] { 1, 3, 5 }.Select(v => (v - mean) / deviation)], model.Predict(x).ToArray<double>(), Near.Formula);
        var batch = Math.Sqrt((8 / 3.0) + 0.1);
        Near.Assert([-2 / batch, 0, 2 / batch], layer.Apply(x, training: true).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void BatchNormalization_that_is_frozen_infers_also_in_training()
    {
        var layer = new BatchNormalization { Trainable = false };
        var model = new Sequential([new Input(2), layer, new Dense(1)]);
        model.Compile("sgd", "mse");
        var before = Training.Weights(model);
        model.Fit(Training.Normal(1, 20, 2), Training.Normal(2, 20, 1), verbose: 0);
        Assert.Equal(before[..4], Training.Weights(model)[..4]);
        Assert.NotEqual(before[4], Training.Weights(model)[4]);
    }

    [Fact]
    public void Normalization_learns_mean_and_variance_of_each_feature()
    {
        var layer = new Normalization();
        layer.Adapt(new float[,] { { 1, 10 }, { 3, 10 }, { 5, 40 } });
        Near.Assert([3, 20], [.. layer.Weights[0].ToArray().Select(x => (double)x)], Near.Formula);
        Near.Assert([8 / 3.0, 200], [.. layer.Weights[1].ToArray().Select(x => (double)x)], Near.Formula);
        Near.Assert([-2 / Math.Sqrt(8 / 3.0), 20 / Math.Sqrt(200)],
            layer.Apply(new float[,] { { 1, 40 } }).ToArray<double>(), Near.Formula);
        var error = Assert.Throws<ArgumentException>(() => layer.Adapt(new float[,] { { 1, float.NaN } }));
        Assert.StartsWith("Adapt needs finite data; feature 1 of data holds NaN or infinity.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => layer.Adapt(Tensor.Zeros([0, 2])));
        Assert.StartsWith("Adapt needs at least one sample; data has the shape [0, 2].", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Dropout_drops_the_rate_and_scales_the_rest_and_does_nothing_in_inference()
    {
        Seed.Set(1);
        var layer = new Dropout(0.3);
        var x = Tensor.Full([100, 500], 2).Evaluate();
        var y = layer.Apply(x, training: true).ToArray();
        Assert.All(y, value => Assert.True(value == 0 || Math.Abs(value - (2 / 0.7f)) < 1e-6));
        Assert.InRange(y.Count(value => value == 0) / 50_000.0, 0.29, 0.31);
        Assert.InRange(y.Average(), 1.97, 2.03);
        Assert.Equal(x.ToArray(), layer.Apply(x).ToArray());
    }

    [Fact]
    public void Dropout_draws_another_mask_in_each_step_and_each_layer()
    {
        Seed.Set(2);
        var seen = new List<float[]>();
        var model = new Sequential([new Input(50), new Dropout(0.5), new Dense(new DenseConfig { Units = 1, KernelInitializer = "zeros" })]);
        model.Compile(new SGD(1), "mse");
        var x = Tensor.Ones([1, 50]).Evaluate();
        model.Fit(Tensor.Ones([3, 50]).Evaluate(), new float[] { 1, 1, 1 }, batchSize: 1, verbose: 0,
            callbacks: [new LambdaCallback
            {
                TrainBatchEnd = _ =>
                {
                    // The kernel has moved where the input was not dropped.
                    seen.Add([.. model.Weights[0].ToArray().Select(w => w == 0 ? 0f : 1f)]);
                    model.Weights[0].Floats.Clear();
                    model.Weights[1].Floats.Clear();
                },
            }]);
        Assert.Equal(3, seen.Distinct(new Same()).Count());
        Assert.All(seen, mask => Assert.InRange(mask.Sum(), 12, 38));
    }

    private sealed class Same : IEqualityComparer<float[]>
    {
        public bool Equals(float[]? x, float[]? y) => x!.SequenceEqual(y!);

        public int GetHashCode(float[] obj) => 0;
    }
}
