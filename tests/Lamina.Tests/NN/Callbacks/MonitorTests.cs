using Lamina.NN;
using Monitor = Lamina.NN.Monitor;

namespace Lamina.Tests.NN.Callbacks;

/// <summary>How callbacks find out which way a number gets better.</summary>
public sealed class MonitorTests
{
    private static readonly Tensor X = Tensor.Ones([4, 1]).Evaluate();
    private static readonly Tensor Y = new float[] { 1, 2, 3, 4 };

    [Theory]
    [InlineData("loss", double.PositiveInfinity)]
    [InlineData("val_loss", double.PositiveInfinity)]
    [InlineData("accuracy", double.NegativeInfinity)]
    [InlineData("val_accuracy", double.NegativeInfinity)]
    [InlineData("val_mean_squared_error", double.PositiveInfinity)]
    [InlineData("weighted_mae", double.PositiveInfinity)]
    [InlineData("own_name", double.NegativeInfinity)]
    public void Direction_is_that_of_the_metric(string name, double worst)
    {
        var model = Training.Line();
        model.Compile("sgd", "mse", ["accuracy", "mean_squared_error", "mae", new BinaryAccuracy { Name = "own_name" }], ["mae"]);
        Assert.Equal(worst, Attached(name, model).Worst);
    }

    [Theory]
    [InlineData("val_a_loss", double.PositiveInfinity)]
    [InlineData("a_accuracy", double.NegativeInfinity)]
    [InlineData("val_b_accuracy", double.NegativeInfinity)]
    [InlineData("loss", double.PositiveInfinity)]
    public void Outputs_have_prefixes(string name, double worst)
    {
        var x = new Input(1);
        var model = new Model([x], [Output("a", x), Output("b", x)]);
        model.Compile("sgd", ["mse", "mse"], metrics: [["accuracy"], ["accuracy"]]);
        Assert.Equal(worst, Attached(name, model).Worst);
    }

    [Theory]
    [InlineData("val_custom")]
    [InlineData("a_loss")]
    [InlineData("acc")]
    [InlineData("accuracy_loss")]
    public void A_name_that_no_metric_has_needs_a_mode(string name)
    {
        var model = Training.Line();
        model.Compile("sgd", "mse", ["accuracy"]);
        var error = Assert.Throws<ArgumentException>(() => Attached(name, model));
        Assert.Equal(
            $"EarlyStopping cannot tell which way '{name}' gets better: the model has no metric of that name whose direction is known."
            + "\n  known: loss, accuracy\n  hint: say it with mode: MonitorMode.Min or MonitorMode.Max.",
            error.Message);
    }

    public static TheoryData<string, Func<Callback>> Watchers => new()
    {
        { "EarlyStopping", () => new EarlyStopping("val_acc", mode: MonitorMode.Max) },
        { "ReduceLROnPlateau", () => new ReduceLROnPlateau("val_acc", mode: MonitorMode.Max) },
        { "ModelCheckpoint", () => new ModelCheckpoint("m.keras", "val_acc", saveBestOnly: true, mode: MonitorMode.Max) },
    };

    [Theory, MemberData(nameof(Watchers))]
    public void A_name_that_is_not_logged_is_told_with_those_there_are(string watcher, Func<Callback> make)
    {
        var error = Assert.Throws<ArgumentException>(() => Training.Line().Fit(X, Y, epochs: 2, verbose: 0, callbacks: [make()]));
        var logged = watcher == "ReduceLROnPlateau" ? "loss, learning_rate" : "loss";
        Assert.Equal(
            $"{watcher} monitors 'val_acc', which is not logged; there are: {logged}."
            + "\n  hint: give Fit a validationSplit or validationData.",
            error.Message);
    }

    [Fact]
    public void A_mode_that_is_none_is_told()
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new EarlyStopping(mode: (MonitorMode)7));
        Assert.StartsWith("EarlyStopping has no mode '7'; there are: Auto, Min, Max.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_direction_that_is_unclear_is_told_before_the_first_epoch()
    {
        var begun = false;
        Assert.Throws<ArgumentException>(() => Training.Line().Fit(X, Y, verbose: 0, callbacks:
            [new EarlyStopping("custom"), new LambdaCallback { EpochBegin = _ => begun = true }]));
        Assert.False(begun);
    }

    private static Monitor Attached(string name, Model model)
    {
        var monitor = new Monitor(name, MonitorMode.Auto, "EarlyStopping");
        monitor.Attach(model);
        return monitor;
    }

    private static KerasTensor Output(string name, Input x) => new Dense(new DenseConfig { Units = 1, Name = name }).Apply(x);
}
