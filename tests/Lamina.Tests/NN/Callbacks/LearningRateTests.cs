using Lamina.NN;

namespace Lamina.Tests.NN.Callbacks;

/// <summary>Callbacks that change the learning rate.</summary>
public sealed class LearningRateTests
{
    private static readonly Tensor X = Tensor.Ones([6, 1]).Evaluate();
    private static readonly Tensor Y = new float[] { 1, 2, 3, 4, 5, 6 };

    [Fact]
    public void Scheduler_sets_the_rate_before_each_epoch_and_logs_it()
    {
        var inForce = new List<double>();
        var model = Training.Line();
        var history = model.Fit(X, Y, batchSize: 3, epochs: 3, verbose: 0, callbacks:
        [
            new LearningRateScheduler((epoch, rate) => epoch == 0 ? rate : rate / 2),
            new LambdaCallback { TrainBatchEnd = _ => inForce.Add(model.LearningRate) },
        ]);
        Assert.Equal([0.1f, 0.1f, 0.05f, 0.05f, 0.025f, 0.025f], inForce.Select(rate => (float)rate));
        Assert.Equal([0.1f, 0.05f, 0.025f], history["learning_rate"].Select(rate => (float)rate));
    }

    [Theory]
    [InlineData(-1, "-1")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "Infinity")]
    public void A_schedule_that_gives_no_rate_is_an_error(double rate, string text)
    {
        var error = Assert.Throws<InvalidOperationException>(() =>
            Training.Line().Fit(X, Y, verbose: 0, callbacks: [new LearningRateScheduler(_ => rate)]));
        Assert.Equal(
            $"LearningRateScheduler needs a schedule that gives finite numbers of at least 0; for epoch 0 it gave {text}.", error.Message);
    }

    [Theory]
    [InlineData(1, "ReduceLROnPlateau needs a factor below 1, which makes the rate smaller; it was given 1.")]
    [InlineData(1.5, "ReduceLROnPlateau needs a factor below 1, which makes the rate smaller; it was given 1.5.")]
    [InlineData(0, "factor needs a number greater than 0; it was given 0.")]
    public void A_factor_that_does_not_reduce_is_an_error(double factor, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentOutOfRangeException>(() => new ReduceLROnPlateau(factor: factor)).Message, StringComparison.Ordinal);

    [Fact]
    public void Plateau_says_what_it_does_when_asked()
    {
        var text = new StringWriter();
        var model = Training.Line(0, 0, new SGD(0));
        model.LearningRate = 0.5;
        model.Fit(X, Y, epochs: 2, verbose: 0, callbacks:
            [new ReduceLROnPlateau("loss", 0.5, patience: 1, mode: MonitorMode.Max, verbose: 1) { Output = text }]);
        Assert.Equal($"Epoch 2: 'loss' is on a plateau; the learning rate becomes 0.25.{Environment.NewLine}", text.ToString());
    }

    // s = 0.3 of 10 steps: steps 0 to 2 rise from 1/25 to 1, steps 2 to 9 fall to 1/25/1e4.
    [Theory]
    [InlineData(false, 0, 0.04)]
    [InlineData(false, 1, 0.52)]
    [InlineData(false, 2, 1)]
    [InlineData(false, 9, 4e-6)]
    [InlineData(false, 99, 4e-6)]
    [InlineData(true, 1, 0.52)]
    [InlineData(true, 2, 1)]
    [InlineData(true, 3, 1 + (4e-6 - 1) / 7)]
    [InlineData(true, 9, 4e-6)]
    public void One_cycle_goes_up_and_far_down(bool isLinear, int step, double rate) =>
        Assert.Equal(rate, new OneCycle(1, isLinear: isLinear).RateAt(step, 10), 12);

    [Fact]
    public void One_cycle_falls_as_a_cosine() =>
        Assert.Equal(4e-6 + ((1 - 4e-6) * (1 + Math.Cos(Math.PI * 3 / 7)) / 2), new OneCycle(1).RateAt(5, 10), 12);

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(2, 0.3)]
    [InlineData(3, 0.01)]
    [InlineData(5, 0.99)]
    public void One_cycle_of_few_steps_reaches_the_maximum_once(int steps, double rise)
    {
        var rates = Enumerable.Range(0, steps).Select(step => new OneCycle(1, rise: rise).RateAt(step, steps)).ToList();
        Assert.Equal(1, rates.Max());
        Assert.All(rates, rate => Assert.InRange(rate, 4e-6 - 1e-12, 1));
    }

    [Fact]
    public void One_cycle_covers_the_whole_training()
    {
        var rates = new List<double>();
        var model = Training.Line();
        var cycle = new OneCycle(0.5, rise: 0.5);
        var history = model.Fit(X, Y, batchSize: 2, epochs: 4, verbose: 0, callbacks:
            [cycle, new LambdaCallback { TrainBatchEnd = _ => rates.Add(model.LearningRate) }]);
        Assert.Equal(Enumerable.Range(0, 12).Select(step => (float)cycle.RateAt(step, 12)), rates.Select(rate => (float)rate));
        Assert.Equal([2, 5, 8, 11], history["learning_rate"].Select(rate => rates.IndexOf(rate)));
    }

    [Theory]
    [InlineData(0, 0.3, 25, 1e4)]
    [InlineData(1, 0, 25, 1e4)]
    [InlineData(1, 1, 25, 1e4)]
    [InlineData(1, 0.3, 0.5, 1e4)]
    [InlineData(1, 0.3, 25, double.NaN)]
    public void One_cycle_refuses_numbers_out_of_range(double maximum, double rise, double divisor, double final) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OneCycle(maximum, null, rise, divisor, final));
}
