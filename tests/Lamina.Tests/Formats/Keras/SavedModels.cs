using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Models of every kind, for tests of files.</summary>
public static class SavedModels
{
    private static readonly Dictionary<string, Func<Model>> Table = new()
    {
        ["dense layers"] = () => new Sequential([new Input(4), new Dense(8, "relu"), new Dense(6, "tanh"), new Dense(3, "softmax")]),
        ["names, initializers and regularizers"] = () => new Sequential(
            [
                new Input(new InputConfig { BatchShape = [Shape.Unknown, 4], Name = "features" }),
                new Dense(new DenseConfig
                {
                    Units = 5,
                    Name = "hidden",
                    Activation = new LeakyReluActivation { NegativeSlope = 0.25 },
                    UseBias = false,
                    KernelInitializer = new VarianceScaling(1.5, FanMode.FanAverage, ScalingDistribution.UntruncatedNormal) { Seed = 3 },
                    KernelRegularizer = new L1L2(0.1, 0.2),
                    ActivityRegularizer = new L1(0.3),
                }),
                new Dense(new DenseConfig
                {
                    Units = 3, Name = "out", KernelInitializer = new Orthogonal(2), BiasInitializer = new RandomNormal(0.5, 0.1), BiasRegularizer = new L2(0.4),
                }),
            ],
            name: "my_model"),
        ["all layers"] = () => new Sequential(
            [
                new Input(4), new Rescaling(0.5, 1), new Normalization(), new Dense(6), new BatchNormalization(momentum: 0.5),
                new ActivationLayer("gelu"), new Dropout(0.25), new Reshape(2, -1), new Flatten(), new Dense(3),
            ]),
        ["constraints"] = () => new Sequential(
            [
                new Input(4),
                new Dense(new DenseConfig { Units = 6, KernelConstraint = new MaxNorm(0.5), BiasConstraint = "non_neg" }),
                new BatchNormalization(new BatchNormalizationConfig
                {
                    GammaConstraint = new MinMaxNorm(0.1, 0.9, 0.75), BetaConstraint = new UnitNorm { Axis = [0] },
                }),
                new Dense(3),
            ]),
        ["a frozen layer"] = () => new Sequential([new Input(4), new Dense(5) { Trainable = false }, new BatchNormalization(), new Dense(3)]),
        ["a frozen model"] = () => new Sequential([new Input(4), new Dense(5), new Dense(3)]) { Trainable = false },
        ["a model in a model"] = () => new Sequential(
            [new Input(4), new Sequential([new Input(4), new Dense(5, "relu"), new Dense(4)], "inner"), new Dense(3)]),
        ["a shared layer"] = Shared,
        ["two inputs and two outputs"] = TwoByTwo,
        ["functional, nested"] = Nested,
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    public static Model Create(string name)
    {
        Seed.Set(7);
        return Table[name]();
    }

    /// <summary>Samples for each input of a model.</summary>
    public static Tensor[] Data(Model model) => [.. model.Inputs.Select((input, i) =>
    {
        var random = new RandomStream((ulong)(i + 1));
        Shape shape = [20, .. input.Shape[1..]];
        return Tensor.From<float>([.. Enumerable.Range(0, shape.Size).Select(_ => (float)random.Normal())], shape);
    })];

    /// <summary>Targets for each output of a model.</summary>
    public static Tensor[] Targets(Model model) => [.. model.Outputs.Select((output, i) =>
    {
        var random = new RandomStream((ulong)(i + 100));
        Shape shape = [20, .. output.Shape[1..]];
        return Tensor.From<float>([.. Enumerable.Range(0, shape.Size).Select(_ => (float)random.Uniform())], shape);
    })];

    private static Model Shared()
    {
        var (a, b) = (new Input(4), new Input(4));
        var shared = new Dense(3, "tanh");
        return new Model([a, b], [shared.Apply(a), new Dense(2).Apply(shared.Apply(b))], "shared");
    }

    private static Model TwoByTwo()
    {
        var (a, b) = (new Input(4), new Input(2, 3));
        var deep = new Dense(5, "relu").Apply(new Flatten().Apply(b));
        return new Model([b, a], [new Dense(1).Apply(a), new Dense(3).Apply(new Dense(4).Apply(deep))]);
    }

    private static Model Nested()
    {
        var x = new Input(4);
        var inner = new Sequential([new Input(5), new Dense(4), new Dense(5)], "inner");
        var y = inner.Apply(new Dense(5).Apply(x));
        return new Model([x], [new Dense(3).Apply(inner.Apply(y))]);
    }
}
