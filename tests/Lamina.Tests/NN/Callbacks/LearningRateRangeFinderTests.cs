using Lamina.NN;

namespace Lamina.Tests.NN.Callbacks;

[Collection(ProcessWide.Name)]
public sealed class LearningRateRangeFinderTests
{
    [Fact]
    public void Rates_grow_geometrically_and_the_loss_is_that_of_each_batch()
    {
        var (model, x, y) = Line();
        var finder = new LearningRateRangeFinder(1e-4, 1e-2, steps: 5, smoothing: 0.5);
        var history = model.Fit(x, y, batchSize: 8, epochs: 3, shuffle: false, verbose: 0, callbacks: [finder]);
        Assert.Equal("range test: all rates were tried", history.StopReason);
        Near.Assert([1e-4, 3.162277e-4, 1e-3, 3.162277e-3, 1e-2], [.. finder.Points.Select(point => point.Rate)], Near.Formula);

        // The same steps by hand: one batch at a time.
        var (other, _, _) = Line();
        var smoothed = 0.0;
        foreach (var (i, point) in finder.Points.Index())
        {
            other.LearningRate = point.Rate;
            var (rowsX, rowsY) = (Rows(x, i % 4), Rows(y, i % 4));
            var loss = other.Evaluate(rowsX, rowsY)["loss"];
            other.Fit(rowsX, rowsY, batchSize: 8, shuffle: false, verbose: 0);
            Assert.Equal(loss, point.Loss, 1e-5);
            smoothed = (0.5 * smoothed) + (0.5 * loss);
            Assert.Equal(smoothed / (1 - Math.Pow(0.5, i + 1)), point.Smoothed, 1e-5);
        }
    }

    [Fact]
    public void It_stops_where_the_loss_runs_away_and_suggests_half_the_largest_rate_that_converges()
    {
        var (model, x, y) = Line();
        var finder = new LearningRateRangeFinder(1e-4, 1e3, steps: 200);
        var history = model.Fit(x, y, batchSize: 8, epochs: 50, verbose: 0, callbacks: [finder]);
        Assert.Equal("range test: the loss runs away", history.StopReason);
        Assert.InRange(finder.Points.Count, 50, 199);
        Assert.Equal(finder.Points.MinBy(point => point.Smoothed).Rate / 2, finder.Suggestion!.Value);

        // For a mean of squares over data of variance 1 a plain step diverges beyond a rate of about 1.
        Assert.InRange(finder.Suggestion!.Value, 1e-2, 1);
    }

    [Fact]
    public void Everything_is_as_if_nothing_had_happened()
    {
        static Model Make()
        {
            Seed.Set(3);
            var model = new Sequential([new Input(3), new Dense(4, "relu"), new Dropout(0.3), new BatchNormalization(), new Dense(1)]);
            model.Compile(new Adam(0.01), "mse", ["mae"]);
            return model;
        }

        var (x, y) = Training.Linear(40, 3);
        var (model, other) = (Make(), Make());
        foreach (var each in new[] { model, other })
        {
            each.Fit(x, y, batchSize: 8, epochs: 2, shuffle: false, verbose: 0);
        }

        model.Fit(x, y, batchSize: 8, epochs: 4, shuffle: false, verbose: 0, callbacks: [new LearningRateRangeFinder(high: 1e4)]);
        Assert.Equal(Training.Weights(other), Training.Weights(model));
        Assert.Equal(other.LearningRate, model.LearningRate);
        var (one, two) = (other.Fit(x, y, batchSize: 8, shuffle: false, verbose: 0), model.Fit(x, y, batchSize: 8, shuffle: false, verbose: 0));
        Assert.Equal(one["loss"], two["loss"]);
        Assert.Equal(one["mae"], two["mae"]);
        Assert.Equal(Training.Weights(other), Training.Weights(model));
    }

    [Fact]
    public void A_loss_that_is_not_finite_ends_the_test_and_not_with_an_error()
    {
        var (model, x, y) = Line();
        var before = Training.Weights(model);
        var finder = new LearningRateRangeFinder(1, 1e38, steps: 3, divergence: 1e30);
        var history = model.Fit(x, y, batchSize: 8, epochs: 2, verbose: 0, callbacks: [finder]);
        Assert.StartsWith("the loss became", history.StopReason, StringComparison.Ordinal);
        Assert.Equal(before, Training.Weights(model));
        Assert.NotNull(finder.Suggestion);
    }

    [Fact]
    public void Nothing_is_suggested_before_a_test() => Assert.Null(new LearningRateRangeFinder().Suggestion);

    [Theory]
    [InlineData(0, 1, 10, 0.9, 4)]
    [InlineData(1, 1, 10, 0.9, 4)]
    [InlineData(1e-3, 1, 1, 0.9, 4)]
    [InlineData(1e-3, 1, 10, 1, 4)]
    [InlineData(1e-3, 1, 10, 0.9, 1)]
    public void Numbers_out_of_range_are_refused(double low, double high, int steps, double smoothing, double divergence) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LearningRateRangeFinder(low, high, steps, smoothing, divergence));

    private static (Sequential Model, Tensor X, Tensor Y) Line()
    {
        var model = Training.Line(0, 0, new SGD(0.25));
        var x = Training.Normal(1, 32, 1);
        return (model, x, (x * 2 + 1).Evaluate());
    }

    private static Tensor Rows(Tensor x, int batch) => Tensor.Wrap(x.ToArray().AsSpan(batch * 8, 8).ToArray(), [8, 1]);
}
