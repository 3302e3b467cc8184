using Lamina.Execution;
using Lamina.Graphs;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Models of double precision: trained, evaluated, saved, and their gradients beside differences.</summary>
[Collection(ProcessWide.Name)]
public sealed class Float64Tests
{
    private static readonly Tensor X = Doubles(Training.Normal(1, 12, 3));
    private static readonly Tensor Y = Doubles(Training.Normal(2, 12, 2));

    [Fact]
    public void Results_are_doubles_with_digits_of_doubles()
    {
        var model = Net();
        Assert.All(model.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
        var y = model.Predict(X);
        Assert.Equal(DType.Float64, y.DType);

        // By hand, in doubles.
        var (x, w) = (X.ToArray<double>(), model.Weights.Select(weight => weight.Read().ToArray<double>()).ToArray());
        var hidden = Enumerable.Range(0, 4).Select(j => Math.Tanh(w[1][j] + Enumerable.Range(0, 3).Sum(i => x[i] * w[0][(i * 4) + j]))).ToArray();
        var expected = Enumerable.Range(0, 2).Select(j => w[3][j] + Enumerable.Range(0, 4).Sum(i => hidden[i] * w[2][(i * 2) + j]));
        Near.Assert([.. expected], y.ToArray<double>()[..2], (1e-14, 1e-14));
    }

    [Fact]
    public void Gradient_of_a_network_is_that_of_differences()
    {
        var model = Net();
        double LossOf() => new CompiledGraph(new Graph([Loss(model)])).Rent() is var run && run.Execute() ? run.FirstOf(0) : double.NaN;

        var gradients = Gradient.Of(Loss(model), [.. model.TrainableWeights.Select(weight => weight.Value)]).Select(g => g.ToArray<double>()).ToArray();
        const double h = 1e-5;
        foreach (var (weight, gradient) in model.TrainableWeights.Zip(gradients))
        {
            for (var i = 0; i < gradient.Length; i++)
            {
                var kept = weight.Doubles[i];
                weight.Doubles[i] = kept + h;
                var above = LossOf();
                weight.Doubles[i] = kept - h;
                var below = LossOf();
                weight.Doubles[i] = kept;
                Assert.Equal((above - below) / (2 * h), gradient[i], 1e-8);
            }
        }
    }

    [Theory]
    [InlineData("sgd")]
    [InlineData("adam")]
    [InlineData("rmsprop")]
    public void Training_and_evaluation_agree_with_single_precision(string optimizer)
    {
        var (single, twice) = (Net(DType.Float32), Net());
        twice.SetWeights(single.GetWeights());
        foreach (var model in new[] { single, twice })
        {
            model.Compile(optimizer, "mse", ["mae", "r2_score"]);
        }

        var (x, y) = (X.Cast(DType.Float32).Evaluate(), Y.Cast(DType.Float32).Evaluate());
        single.Fit(x, y, batchSize: 4, epochs: 5, shuffle: false, validationSplit: 0.25, verbose: 0);
        var history = twice.Fit(X, Y, batchSize: 4, epochs: 5, shuffle: false, validationSplit: 0.25, verbose: 0);
        Assert.Equal(5, history["val_mae"].Count);
        foreach (var (a, b) in single.Weights.Zip(twice.Weights))
        {
            Near.Assert(b.Read().ToArray<double>(), a.Read().ToArray<double>(), (1e-4, 1e-5));
        }

        var (logs, expected) = (twice.Evaluate(X, Y), single.Evaluate(x, y));
        Near.Assert([.. expected.Values], [.. logs.Values], (1e-4, 1e-4));
        Assert.True(double.IsFinite(twice.TrainOnBatch(X, Y, sampleWeight: Tensor.Ones([12]).Evaluate())["loss"]));
    }

    [Fact]
    public void All_that_a_layer_may_have_trains()
    {
        Seed.Set(2);
        var input = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], DType = DType.Float64 });
        var dense = new Dense(new DenseConfig
        {
            Units = 4,
            Activation = "gelu",
            KernelRegularizer = new L1L2(0.01, 0.01),
            ActivityRegularizer = new L2(0.01),
            KernelConstraint = new MaxNorm(2),
        });
        var model = new Model([input], [new Dense(2).Apply(new Dropout(0.2).Apply(new BatchNormalization().Apply(dense.Apply(input))))]);
        model.Compile(new Adam(0.01) { ClipNorm = 1, UseEma = true, WeightDecay = 0.01, Schedule = new ExponentialDecay(0.01, 10, 0.9) }, new Huber(), ["mse"]);
        var history = model.Fit(X, Y, batchSize: 4, epochs: 30, verbose: 0);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Assert.All(model.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
    }

    [Fact]
    public void Saved_and_loaded_it_goes_on_to_the_same_bits()
    {
        using var folder = new TemporaryFolder();
        var model = Net();
        model.Compile("adam", "mse");
        model.Fit(X, Y, batchSize: 4, epochs: 2, shuffle: false, verbose: 0);
        model.Save(folder["double.keras"]);
        var loaded = Model.Load(folder["double.keras"]);
        Assert.Equal(DType.Float64, loaded.Inputs[0].DType);
        Same();
        model.Fit(X, Y, batchSize: 4, epochs: 2, shuffle: false, verbose: 0);
        loaded.Fit(X, Y, batchSize: 4, epochs: 2, shuffle: false, verbose: 0);
        Same();

        void Same()
        {
            foreach (var (a, b) in model.Weights.Zip(loaded.Weights))
            {
                Assert.Equal(a.Read().ToArray<double>(), b.Read().ToArray<double>());
                Assert.Equal(a.DType, b.DType);
            }
        }
    }

    [Fact]
    public void A_clone_is_of_double_precision_too()
    {
        var copy = Net().Clone();
        Assert.All(copy.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
    }

    [Fact]
    public void A_layer_may_have_a_precision_of_its_own()
    {
        var model = new Sequential([new Input(3), new Dense(new DenseConfig { Units = 2, Precision = DType.Float64 }), new Dense(1)]);
        Assert.All(model.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
        var back = Model.FromJson(model.ToJson());
        Assert.All(back.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
        var error = Assert.Throws<DTypeMismatchException>(() => new DenseConfig { Units = 2, Precision = DType.Int32 });
        Assert.Equal("Precision needs float32 or float64; it was given int32.", error.Message);
    }

    private static Model Net(DType dtype = DType.Float64)
    {
        Seed.Set(1);
        var input = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], DType = dtype });
        return new Model([input], [new Dense(2).Apply(new Dense(4, "tanh").Apply(input))]);
    }

    private static Tensor Loss(Model model) =>
        new MeanSquaredError().Call(Y, Curved(model.Apply(X)));

    // Something curved behind the network.
    private static Tensor Curved(Tensor x) => x.Softmax() + (0.1 * x.Sigmoid());

    private static Tensor Doubles(Tensor x) => x.Cast(DType.Float64).Evaluate();
}
