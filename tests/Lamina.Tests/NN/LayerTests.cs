using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class LayerTests
{
    private static readonly LayerCase[] Table =
    [
        new("Add", () => new Add(), [3, 4], [3, 4], 0) { MoreInputs = [[3, 4], [3, 1]] },
        new("Add, fewer axes", () => new Add(), [3, 4], [3, 4], 0) { MoreInputs = [[4]] },
        new("Average", () => new Average(), [4], [4], 0) { MoreInputs = [[4], [4]] },
        new("AveragePooling2D", () => new AveragePooling2D(3, 2, Padding.Same), [5, 6, 2], [3, 3, 2], 0),
        new("Concatenate", () => new Concatenate(axis: 1), [2, 3], [5, 3], 0) { MoreInputs = [[3, 3]] },
        new("Conv1D", () => new Conv1D(4, 3, "relu"), [7, 2], [5, 4], 28),
        new("Conv1D, causal", () => new Conv1D(new Conv1DConfig { Filters = 2, KernelSize = 3, DilationRate = 2, Padding = Padding.Causal }), [7, 2], [7, 2], 14),
        new("Conv2D", () => new Conv2D(3, 3), [5, 6, 2], [3, 4, 3], 57),
        new("Conv2D, strides", () => new Conv2D(3, [2, 3], strides: [2, 1], padding: Padding.Same), [5, 6, 2], [3, 6, 3], 39),
        new("Conv2D, groups", () => new Conv2D(new Conv2DConfig { Filters = 4, KernelSize = 2, Groups = 2, UseBias = false, ActivityRegularizer = new L2(0.01) }), [4, 4, 6], [3, 3, 4], 48),
        new("Conv2D, channels first", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 2, DataFormat = DataFormat.ChannelsFirst }), [2, 4, 5], [3, 3, 4], 27),
        new("ELU", () => new ELU(0.5), [3, 4], [3, 4], 0),
        new("Embedding", () => new Embedding(5, 3), [4], [4, 3], 15) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("Embedding, mask", () => new Embedding(new EmbeddingConfig { InputDim = 5, OutputDim = 2, MaskZero = true, EmbeddingsRegularizer = new L2(0.001) }), [4], [4, 2], 10) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("GlobalAveragePooling1D", () => new GlobalAveragePooling1D(), [4, 3], [3], 0),
        new("GlobalAveragePooling2D", () => new GlobalAveragePooling2D(new GlobalAveragePooling2DConfig { KeepDims = true }), [4, 3, 2], [1, 1, 2], 0),
        new("GlobalMaxPooling1D", () => new GlobalMaxPooling1D(new GlobalMaxPooling1DConfig { DataFormat = DataFormat.ChannelsFirst }), [3, 4], [3], 0),
        new("GlobalMaxPooling2D", () => new GlobalMaxPooling2D(), [4, 3, 2], [2], 0),
        new("GRU", () => new GRU(3), [4, 2], [3], 63),
        new("GRU, reset before", () => new GRU(new GRUConfig { Units = 3, ResetAfter = false, ReturnSequences = true, RecurrentRegularizer = new L2(0.001) }), [4, 2], [4, 3], 54),
        new("LayerNormalization", () => new LayerNormalization(), [3, 4], [3, 4], 8),
        new("LayerNormalization, two axes", () => new LayerNormalization(new LayerNormalizationConfig { Axis = [1, 2], Center = false }), [3, 4], [3, 4], 12),
        new("LeakyReLU", () => new LeakyReLU(), [5], [5], 0),
        new("LSTM", () => new LSTM(3), [4, 2], [3], 72),
        new("LSTM, backwards", () => new LSTM(new LSTMConfig { Units = 3, ReturnSequences = true, GoBackwards = true, UnitForgetBias = false, UseBias = false }), [4, 2], [4, 3], 60),
        new("LSTM, first states", () => new LSTM(3), [4, 2], [3], 72) { MoreInputs = [[3], [3]] },
        new("Maximum", () => new Maximum(), [4], [4], 0) { MoreInputs = [[4]] },
        new("MaxPooling2D", () => new MaxPooling2D(), [5, 6, 2], [2, 3, 2], 0),
        new("MaxPooling2D, padded", () => new MaxPooling2D(3, 2, Padding.Same), [5, 6, 2], [3, 3, 2], 0),
        new("Minimum", () => new Minimum(), [4], [4], 0) { MoreInputs = [[4]] },
        new("MultiHeadAttention", () => new MultiHeadAttention(2, 3), [4, 5], [4, 5], 143) { MoreInputs = [[3, 5]] },
        new("MultiHeadAttention, key", () => new MultiHeadAttention(new MultiHeadAttentionConfig
        {
            NumHeads = 2, KeyDim = 2, ValueDim = 3, UseBias = false, UseGate = true, OutputShape = 4, Dropout = 0.2, Seed = 3,
        }), [4, 5], [4, 4], 118) { MoreInputs = [[3, 6], [3, 2]] },
        new("Multiply", () => new Multiply(), [4], [4], 0) { MoreInputs = [[4], [1]] },
        new("PReLU", () => new PReLU(), [3, 4], [3, 4], 12),
        new("PReLU, shared", () => new PReLU(new PReLUConfig { SharedAxes = [1] }), [3, 4], [3, 4], 4),
        new("ReLU", () => new ReLU(2, 0.1, 0.4), [6], [6], 0),
        new("SimpleRNN", () => new SimpleRNN(3), [4, 2], [3], 18),
        new("SimpleRNN, sequences", () => new SimpleRNN(3, returnSequences: true), [4, 2], [4, 3], 18),
        new("Softmax", () => new Softmax(), [6], [6], 0),
        new("Softmax, two axes", () => new Softmax(new SoftmaxConfig { Axis = [1, 2] }), [3, 4], [3, 4], 0),
        new("Subtract", () => new Subtract(), [4], [4], 0) { MoreInputs = [[4]] },
        new("ActivationLayer", () => new ActivationLayer("tanh"), [3, 4], [3, 4], 0),
        new("BatchNormalization", () => new BatchNormalization(), [5], [5], 20),
        new("BatchNormalization, other axis", () => new BatchNormalization(new BatchNormalizationConfig { Axis = 1, Momentum = 0.5 }), [3, 4], [3, 4], 12),
        new("BatchNormalization, bare", () => new BatchNormalization(new BatchNormalizationConfig { Center = false, Scale = false }), [5], [5], 10) { Trains = false },
        new("Dense", () => new Dense(4), [5], [4], 24),
        new("Dense, activation", () => new Dense(3, "tanh"), [7], [3], 24),
        new("Dense, more axes", () => new Dense(2), [3, 5], [3, 2], 12),
        new("Dense, no bias", () => new Dense(new DenseConfig { Units = 2, UseBias = false }), [5], [2], 10),
        new("Dense, regularized", () => new Dense(new DenseConfig
        {
            Units = 2, KernelRegularizer = new L2(0.001), BiasRegularizer = new L1(0.001), ActivityRegularizer = new L2(0.001),
        }), [5], [2], 12),
        new("Dropout", () => new Dropout(0.4), [6], [6], 0),
        new("Dropout, shared mask", () => new Dropout(new DropoutConfig { Rate = 0.4, NoiseShape = [Shape.Unknown, 1, 4], Seed = 3 }), [3, 4], [3, 4], 0),
        new("Flatten", () => new Flatten(), [3, 4, 2], [24], 0),
        new("Flatten, vector", () => new Flatten(), [3], [3], 0),
        new("Normalization", () => new Normalization(), [4], [4], 9) { Trains = false },
        new("Normalization, all axes", () => new Normalization(new NormalizationConfig { Axis = null }), [3, 4], [3, 4], 3) { Trains = false },
        new("Normalization, given", () => new Normalization(new NormalizationConfig { Mean = [1, 2, 3], Variance = [4, 5, 6] }), [3], [3], 0),
        new("Normalization, inverse", () => new Normalization(new NormalizationConfig { Mean = [1], Variance = [4], Invert = true }), [3], [3], 0),
        new("Rescaling", () => new Rescaling(1 / 255.0, -0.5), [3, 4], [3, 4], 0),
        new("Reshape", () => new Reshape(4, 3), [3, 4], [4, 3], 0),
        new("Reshape, open axis", () => new Reshape(2, -1), [3, 4], [2, 6], 0),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

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
