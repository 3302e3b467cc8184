using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Learning rates that follow a schedule or are changed.</summary>
[Collection(ProcessWide.Name)]
public sealed class LearningRateTests
{
    private static readonly LearningRateSchedule Halving = new ExponentialDecay(0.5, 1, 0.5);

    /// <summary>A schedule with arguments that are not the defaults, and some rates by their formulas.</summary>
    private static readonly Dictionary<string, (LearningRateSchedule Schedule, (long Step, double Rate)[] Rates)> Table = new()
    {
        ["ExponentialDecay"] = (new ExponentialDecay(1, 10, 0.5, Staircase: true) { Name = "mine" }, [(9, 1), (10, 0.5), (25, 0.25)]),
        ["InverseTimeDecay"] = (new InverseTimeDecay(1, 10, 0.5), [(0, 1), (10, 1 / 1.5), (40, 1 / 3.0)]),
        ["PolynomialDecay"] = (new PolynomialDecay(1, 10, 0.5, Power: 2, Cycle: true), [(5, 0.625), (10, 0.5), (15, 0.53125)]),
        ["PiecewiseConstantDecay"] = (new PiecewiseConstantDecay([10, 20], [1, 0.5, 0.25]), [(10, 1), (11, 0.5), (21, 0.25)]),
        ["CosineDecay"] = (new CosineDecay(0, 10, 0.5, WarmupTarget: 1, WarmupSteps: 4), [(1, 0.25), (4, 1), (9, 0.75), (99, 0.5)]),
        ["CosineDecayRestarts"] = (new CosineDecayRestarts(1, 10, TMul: 3, MMul: 0.5, Alpha: 0.5), [(5, 0.75), (10, 0.75), (40, 0.625)]),
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_schedule_gives_its_rates_and_comes_back_from_JSON(string name)
    {
        var (schedule, rates) = Table[name];
        Assert.All(rates, pair => Assert.Equal(pair.Rate, schedule.At(pair.Step), 1e-6));
        Assert.All(rates, pair => Assert.Equal(pair.Rate, schedule.At(Tensor.Scalar(pair.Step)).Item(), 1e-6));
        var written = KerasObject.Write(schedule);
        Assert.Equal(name, written["class_name"]!.ToString());
        Assert.Equal(schedule, KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!));
    }

    [Fact]
    public void Every_schedule_has_a_row() => Assert.Equal(
        KerasJson.Classes.Where(row => row.Module == KerasModule.Schedules).Select(row => row.Name).Order(), Table.Keys.Order());

    [Fact]
    public void A_schedule_is_found_by_its_name_in_internal_modules_too() => Assert.IsType<CosineDecay>(KerasObject.Read(
        "keras.src.optimizers.schedules.learning_rate_schedule", "CosineDecay",
        new JsonObject { ["initial_learning_rate"] = 1, ["decay_steps"] = 1000 }));

    [Fact]
    public void Lists_of_a_schedule_count_in_equality()
    {
        var schedule = new PiecewiseConstantDecay([1], [2, 3]);
        Assert.Equal(schedule, new PiecewiseConstantDecay([1], [2, 3]));
        Assert.Equal(schedule.GetHashCode(), new PiecewiseConstantDecay([1], [2, 3]).GetHashCode());
        Assert.NotEqual(schedule, new PiecewiseConstantDecay([1], [2, 4]));
        Assert.NotEqual(schedule, schedule with { Name = "other" });
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "steps", "DecaySteps needs a number greater than 0; it was given 0. (Parameter 'DecaySteps')" },
        { "first steps", "FirstDecaySteps needs a number greater than 0; it was given -1. (Parameter 'FirstDecaySteps')" },
        { "values", "Values needs one number more than Boundaries: 3; it was given 2. (Parameter 'values')" },
        { "boundaries", "Boundaries must grow; 5 is followed by 5. (Parameter 'boundaries')" },
        { "multiplier", "TMul needs a number of at least 1; it was given 0.5. (Parameter 'TMul')" },
        { "rate", "InitialLearningRate needs a number of at least 0; it was given -0.1. (Parameter 'InitialLearningRate')" },
        { "step", "step ('-1') must be a non-negative value. (Parameter 'step')\nActual value was -1." },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_is_out_of_range_is_refused_by_its_name(string what, string message)
    {
        Action action = what switch
        {
            "steps" => () => _ = new CosineDecay(0.1, 0),
            "first steps" => () => _ = new CosineDecayRestarts(0.1, -1),
            "values" => () => _ = new PiecewiseConstantDecay([1, 2], [0.1, 0.2]),
            "boundaries" => () => _ = new PiecewiseConstantDecay([5, 5], [0.1, 0.2, 0.3]),
            "multiplier" => () => _ = new CosineDecayRestarts(0.1, 1, TMul: 0.5),
            "rate" => () => _ = new ExponentialDecay(-0.1, 1, 1),
            _ => () => Halving.At(-1L),
        };
        Assert.Equal(message, Record.Exception(action)?.Message.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Steps_follow_the_schedule()
    {
        var weight = OptimizerSteps.Weight("w", 1);
        var run = new OptimizerSteps(new OptimizerState(new SGD(Halving), [weight]));
        Assert.Equal(["sgd/iteration"], run.State.Variables.Select(variable => variable.Path));
        List<double> seen = [];
        for (var step = 0; step < 3; step++)
        {
            seen.Add(run.State.CurrentLearningRate);
            run.Step([1]);
        }

        Assert.Equal([0.5, 0.25, 0.125], seen);
        Assert.Equal([1 - 0.875f], weight.ToArray());
    }

    [Fact]
    public void With_accumulated_gradients_it_is_updates_that_count()
    {
        var weight = OptimizerSteps.Weight("w", 1);
        var run = new OptimizerSteps(new OptimizerState(new SGD(Halving) { GradientAccumulationSteps = 3 }, [weight]));
        for (var step = 0; step < 8; step++)
        {
            Assert.Equal(Math.Pow(0.5, 1 + (step / 3)), run.State.CurrentLearningRate);
            run.Step([step % 3]);
        }

        Assert.Equal([1 - 0.5f - 0.25f], weight.ToArray());
        Assert.Equal([8f], run.State.Iterations.ToArray());
    }

    [Fact]
    public void A_rate_can_be_set_unless_there_is_a_schedule()
    {
        var state = new OptimizerState(new Adam(0.5), []);
        state.CurrentLearningRate = 0.25;
        Assert.Equal(0.25, state.CurrentLearningRate);
        Assert.Equal(new Adam(0.25), state.Current);
        var error = Assert.Throws<InvalidOperationException>(
            () => new OptimizerState(new Adam(Halving), []).CurrentLearningRate = 1);
        Assert.Equal(
            "The learning rate of adam follows the schedule ExponentialDecay, so it cannot be set.\n  hint: compile with a number,"
            + " as in new Adam(1e-3), to change it while training.",
            error.Message);
        Assert.Equal(
            "LearningRate needs a number of at least 0; it was given NaN. (Parameter 'LearningRate')",
            Assert.Throws<ArgumentOutOfRangeException>(() => state.CurrentLearningRate = double.NaN).Message);
    }

    [Fact]
    public void The_rate_of_an_optimizer_with_a_schedule_is_that_of_its_first_step()
    {
        Assert.Equal(0.5, new Adam(Halving).LearningRate);
        Assert.Equal(new Adam(Halving), new Adam(0.1) with { Schedule = Halving });
        Assert.Throws<ArgumentNullException>(() => new Adam(null!));
    }

    [Fact]
    public void A_schedule_of_ones_own_must_give_a_scalar()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => new SGD(new Wrong()));
        Assert.Equal("The schedule Wrong must give a scalar.\n  rate: [2]", error.Message);
    }

    private sealed record Wrong : LearningRateSchedule
    {
        public override Tensor At(Tensor step) => Tensor.Ones([2]) * step;
    }
}
