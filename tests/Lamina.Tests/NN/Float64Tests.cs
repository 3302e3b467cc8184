using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Models that compute in double precision throughout.</summary>
public sealed class Float64Tests : IDisposable
{
    private static readonly Tensor X = Tensor.Wrap(Enumerable.Range(0, 36).Select(i => Math.Sin(i)).ToArray(), [12, 3]);
    private static readonly Tensor Y = Tensor.Wrap(Enumerable.Range(0, 12).Select(i => Math.Cos(i)).ToArray(), [12, 1]);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_predictions_and_slots_are_float64()
    {
        var model = Trained();
        Assert.All(model.Weights, weight => Assert.Equal(DType.Float64, weight.DType));
        Assert.All(model.Trainer!.State.Variables.Skip(2), slot => Assert.Equal(DType.Float64, slot.DType));
        var prediction = model.Predict(X);
        Assert.Equal(DType.Float64, prediction.DType);
        Assert.Contains(prediction.ToArray<double>(), value => value != (float)value);
    }

    [Fact]
    public void A_training_lowers_the_loss_as_in_float32()
    {
        var history = Trained().Fit(X, Y, epochs: 5, verbose: 0, shuffle: false);
        var single = Trained(DType.Float32).Fit(X, Y, epochs: 5, verbose: 0, shuffle: false);
        Assert.True(history["loss"][^1] < history["loss"][0]);
        Near.Assert([.. single["loss"]], [.. history["loss"]], Near.Formula, "loss");
        Near.Assert([.. single["mae"]], [.. history["mae"]], Near.Formula, "mae");
    }

    [Fact]
    public void A_saved_model_comes_back_to_the_last_bit()
    {
        var model = Trained();
        model.Save(_folder["model.keras"]);
        var back = Model.Load(_folder["model.keras"]);
        Assert.Equal(model.Predict(X).ToArray<double>(), back.Predict(X).ToArray<double>());
        model.Fit(X, Y, epochs: 2, verbose: 0, shuffle: false);
        back.Fit(X, Y, epochs: 2, verbose: 0, shuffle: false);
        Assert.Equal(model.Weights.SelectMany(w => w.Read().ToArray<double>()), back.Weights.SelectMany(w => w.Read().ToArray<double>()));
    }

    [Fact]
    public void Gradients_of_a_whole_network_are_the_numerical_ones()
    {
        var model = Trained();
        Tensor Loss() => ((Loss)"mse").Call(Y, model.Call([X], new CallContext(training: false))[0]);
        var gradients = Gradient.Of(Loss(), [.. model.Weights.Select(weight => weight.Value)]);
        foreach (var (weight, gradient) in model.Weights.Zip(gradients))
        {
            var exact = gradient.ToArray<double>();
            var values = weight.Read().ToArray<double>();
            for (var i = 0; i < values.Length; i++)
            {
                Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, exact[i], 1e-9);

                double At(double change)
                {
                    var moved = (double[])values.Clone();
                    moved[i] += change;
                    weight.Assign(Tensor.Wrap(moved, weight.Shape));
                    var loss = Loss().Item();
                    weight.Assign(Tensor.Wrap(values, weight.Shape));
                    return loss;
                }
            }
        }
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

    private static Sequential Trained(DType dtype = DType.Float64)
    {
        Seed.Set(4);
        var input = new Input(new InputConfig { BatchShape = [Shape.Unknown, 3], DType = dtype });
        var model = new Sequential([input, new Dense(4, "tanh"), new BatchNormalization(), new Dense(1)]);
        model.Compile(new Adam(0.01), "mse", ["mae"]);
        model.Fit(X, Y, epochs: 3, verbose: 0, shuffle: false);
        return model;
    }
}
