using Lamina.NN;

namespace Lamina.Tests.NN.Callbacks;

public sealed class SwapEMAWeightsTests
{
    private static readonly (Tensor X, Tensor Y) Samples = Training.Linear(32, 3);

    [Fact]
    public void Validation_measures_the_averages_and_training_goes_on_with_the_weights()
    {
        var (with, without) = (Make(), Make());
        var averages = new List<double>();
        var measure = new LambdaCallback { EpochEnd = (_, _) => averages.Add(LossOfAverages(without)) };
        var plain = without.Fit(Samples.X, Samples.Y, epochs: 3, shuffle: false, verbose: 0, callbacks: [measure]);
        var swapped = with.Fit(
            Samples.X, Samples.Y, epochs: 3, shuffle: false, verbose: 0, validationData: (Samples.X, Samples.Y), callbacks: [new SwapEMAWeights()]);
        Assert.Equal(plain["loss"], swapped["loss"]);
        Assert.Equal(averages, swapped["val_loss"]);
        Assert.Equal(Training.Weights(without), Training.Weights(with));
    }

    [Fact]
    public void Behind_an_epoch_the_model_holds_the_averages_when_asked_for()
    {
        var (with, without) = (Make(), Make());
        var seen = new List<float[]>();
        var expected = new List<float[]>();
        without.Fit(Samples.X, Samples.Y, epochs: 3, shuffle: false, verbose: 0, callbacks:
            [new LambdaCallback { EpochEnd = (_, _) => expected.Add(Averages(without)[0]) }]);
        with.Fit(Samples.X, Samples.Y, epochs: 3, shuffle: false, verbose: 0, callbacks:
            [new SwapEMAWeights(swapOnEpoch: true), new LambdaCallback { EpochEnd = (_, _) => seen.Add(Training.Weights(with)[0]) }]);
        Assert.Equal(expected, seen);
        Assert.Equal(Training.Weights(without), Training.Weights(with));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_training_that_is_stopped_ends_with_the_averages(bool swapOnEpoch)
    {
        var model = Make();
        float[]? averages = null;
        model.Fit(Samples.X, Samples.Y, epochs: 9, shuffle: false, verbose: 0, callbacks:
        [
            new LambdaCallback { EpochEnd = (_, _) => averages = Averages(model)[0] },
            new EarlyStopping("loss", patience: 2, mode: MonitorMode.Max),
            new SwapEMAWeights(swapOnEpoch),
        ]);
        Assert.Equal(averages, Training.Weights(model)[0]);
    }

    [Fact]
    public void Predictions_use_the_averages()
    {
        var swap = new SwapEMAWeights();
        var model = Make();
        model.Fit(Samples.X, Samples.Y, epochs: 1, verbose: 0);
        model.Trainer!.State.Averages![0].Floats.Fill(0.25f);
        swap.Model = model;
        var before = Training.Weights(model)[0];
        swap.OnPredictBegin();
        Assert.Equal([0.25f, 0.25f, 0.25f], Training.Weights(model)[0]);
        swap.OnPredictEnd();
        Assert.Equal(before, Training.Weights(model)[0]);
        Assert.Equal([0.25f, 0.25f, 0.25f], Averages(model)[0]);
    }

    [Fact]
    public void An_optimizer_without_averages_is_an_error()
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Training.Line().Fit(Tensor.Ones([4, 1]).Evaluate(), new float[] { 1, 2, 3, 4 }, verbose: 0, callbacks: [new SwapEMAWeights()]));
        Assert.Equal(
            "SwapEMAWeights needs an optimizer that keeps running averages of the weights; 'sgd' does not."
            + "\n  hint: make it with UseEma = true.",
            error.Message);
    }

    private static Sequential Make()
    {
        var model = new Sequential([new Input(3), new Dense(new DenseConfig { Units = 1, KernelInitializer = new Constant(0.1) })]);
        model.Compile(new SGD(0.1) { UseEma = true, EmaMomentum = 0.9 }, "mse");
        return model;
    }

    private static float[][] Averages(Sequential model) => [.. model.Trainer!.State.Averages!.Select(average => average.ToArray())];

    private static double LossOfAverages(Sequential model)
    {
        var other = Make();
        other.SetWeights([.. model.Trainer!.State.Averages!.Select(average => average.Read())]);
        return other.Evaluate(Samples.X, Samples.Y)["loss"];
    }
}
