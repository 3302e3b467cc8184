namespace Lamina.Guides.Tests;

public sealed record MaxoutConfig : LayerConfig
{
    public required int Units { get; init; }
    public int Pieces { get; init; } = 2;
}

/// <summary>The greatest of several linear functions, for each unit (Goodfellow et al., 2013).</summary>
public sealed class Maxout(MaxoutConfig config) : Layer<MaxoutConfig>(config)
{
    private Variable? _kernel;
    private Variable? _bias;

    public Maxout(int units, int pieces = 2)
        : this(new MaxoutConfig { Units = units, Pieces = pieces })
    {
    }

    protected override void Build(Shape input)
    {
        _kernel = AddWeight("kernel", [input[^1], Config.Units * Config.Pieces], Initializer.GlorotUniform);
        _bias = AddWeight("bias", [Config.Units * Config.Pieces], Initializer.Zeros);
    }

    protected override Tensor Call(Tensor x, CallContext context)
    {
        var y = x.MatMul(_kernel!) + _bias!;
        return y.Reshape([.. x.Shape[..^1], Config.Units, Config.Pieces]).Max(axis: -1);
    }
}

public sealed record GatedMixConfig : LayerConfig
{
    public double Noise { get; init; } = 0.1;
    public double Sparsity { get; init; } = 0.01;
}

/// <summary>Mixes two inputs by a learnt gate: y = g·a + (1 − g)·b.</summary>
public sealed class GatedMix(GatedMixConfig config) : Layer(config)
{
    private Dense? _gate;

    public Variable? Openness { get; private set; }

    public override LayerConfig GetConfig() => config with { Name = Name, Trainable = Trainable };

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _gate = AddLayer(new Dense(inputs[0][^1], "sigmoid"));
        Openness = AddWeight("openness", [], Initializer.Zeros, trainable: false);
    }

    protected override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        var (a, b) = (inputs[0], inputs[1]);
        var gate = _gate!.Apply(Tensor.Concat([a, b]), context);
        if (context.IsTraining)
        {
            gate += config.Noise * (RandomUniform(gate.Shape, context) - 0.5);
            context.Write(Openness!, (0.9 * context.Read(Openness!)) + (0.1 * gate.Mean()));
            context.AddLoss(config.Sparsity * gate.Mean());
        }

        return [(gate * a) + ((1 - gate) * b)];
    }
}

public sealed class OwnLayersTests
{
    [Fact]
    public void A_layer_of_one_input()
    {
        Seed.Set(1);
        var model = new Sequential([new Input(3), new Maxout(8), new Dense(1)]);
        model.Compile(new Adam(0.01), "mse");
        var x = Numbers.Normal(1, 256, 3);
        var history = model.Fit(x, x.Abs().Sum(-1), epochs: 60, verbose: 0);
        Assert.InRange(history["loss"][^1], 0, 0.1 * history["loss"][0]);
        Assert.Equal((3 * 16) + 16 + 8 + 1, model.CountParameters());

        // Two pieces with the slopes 1 and −1 are the absolute value.
        var maxout = new Maxout(1);
        var absolute = new Sequential([new Input(1), maxout]);
        maxout.SetWeights([new float[,] { { 1, -1 } }, new float[] { 0, 0 }]);
        Assert.Equal([3, 2], absolute.Predict(new float[,] { { -3 }, { 2 } }).ToArray());
    }

    [Fact]
    public void A_layer_of_several_inputs()
    {
        Seed.Set(2);
        var (a, b) = (new Input(4), new Input(4));
        var mix = new GatedMix(new GatedMixConfig { Noise = 0.05 });
        var model = new Model([a, b], mix.Apply([a, b]));
        model.Compile(new Adam(0.05), "mse");
        var (left, right) = (Numbers.Normal(1, 128, 4), Numbers.Normal(2, 128, 4));
        var history = model.Fit([left, right], left, epochs: 40, verbose: 0);
        Assert.Equal(0.6, mix.Openness!.Read().Item(), 0.4);
        Assert.InRange(history["loss"][^1], 0, 0.2 * history["loss"][0]);
        Assert.Equal(["gated_mix/openness", "gated_mix/dense/kernel", "gated_mix/dense/bias"], model.Weights.Select(weight => weight.Path));

        // Noise is drawn in training only, and the same predictions come every time.
        Assert.Equal(model.Predict([left, right])[0].ToArray(), model.Predict([left, right])[0].ToArray());
    }

    [Fact]
    public void Weights_of_own_layers_are_saved()
    {
        using var folder = new TemporaryFolder();
        var path = folder["own.weights.npz"];
        var model = MaxoutNet();
        model.SaveWeights(path);
        var other = MaxoutNet();
        other.LoadWeights(path);
        var x = Numbers.Normal(1, 5, 3);
        Assert.Equal(model.Predict(x).ToArray(), other.Predict(x).ToArray());
        var error = Assert.Throws<NotSupportedException>(() => model.Save(folder["own.keras"]));
        Assert.Contains("Maxout ('maxout') has no counterpart in Keras", error.Message, StringComparison.Ordinal);
    }

    private static Sequential MaxoutNet() => new([new Input(3), new Maxout(4), new Dense(2)]);
}
