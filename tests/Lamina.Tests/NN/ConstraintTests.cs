using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class ConstraintTests
{
    /// <summary>Constraints of every class, with arguments that are not the defaults.</summary>
    private static readonly Dictionary<string, Constraint> Table = new()
    {
        ["MaxNorm"] = new MaxNorm(2.5) { Axis = [0, 1] },
        ["NonNeg"] = new NonNeg(),
        ["UnitNorm"] = new UnitNorm { Axis = 1 },
        ["MinMaxNorm"] = new MinMaxNorm(1, 2.5, 0.5) { Axis = -1 },
    };

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_constraint_is_found_by_name_and_comes_back_from_JSON(string name)
    {
        var constraint = Table[name];
        Assert.IsType(constraint.GetType(), Constraint.Get(name));
        Assert.Equal(constraint, KerasObject.Read(JsonNode.Parse(PythonJson.Write(KerasObject.Write(constraint)))!));
    }

    [Fact]
    public void Every_constraint_has_a_row() => Assert.Equal(
        KerasJson.Classes.Where(row => row.Module == KerasModule.Constraints).Select(row => row.Name).Order(), Table.Keys.Order());

    [Fact]
    public void A_constraint_changes_what_is_not_as_it_should_be()
    {
        Tensor w = new float[,] { { 3, -0.25f }, { 4, 0.5f } };
        Assert.Equal([1.5f, -0.25f, 2, 0.5f], new MaxNorm(2.5).Apply(w).ToArray().Select(x => MathF.Round(x, 5)));
        Assert.Equal([3, 0, 4, 0.5f], new NonNeg().Apply(w).ToArray());
        Assert.Equal(1, new UnitNorm { Axis = [0, 1] }.Apply(w).Square().Sum().Item(), 1e-6);
        var half = new MinMaxNorm(1, 2.5, 0.5).Apply(w).Square().Sum(0).Sqrt().ToArray();
        Assert.Equal((5 + 2.5) / 2, half[0], 1e-5);
        Assert.Equal((Math.Sqrt(0.3125) + 1) / 2, half[1], 1e-5);
        Assert.Equal([0f, 0], new UnitNorm().Apply(Tensor.Zeros([2, 1])).ToArray());
    }

    [Fact]
    public void Weights_of_layers_are_as_they_should_be_after_each_step()
    {
        Seed.Set(2);
        var dense = new Dense(new DenseConfig
        {
            Units = 4,
            KernelConstraint = new MaxNorm(0.3),
            BiasConstraint = "non_neg",
            BiasInitializer = new Constant(-5),
        });
        var inner = new Sequential([new Input(3), dense], "inner");
        var model = new Sequential([new Input(3), inner, new Dense(1)]);
        model.Compile(new Adam(0.1), "mse");
        model.Fit(Training.Normal(1, 32, 3), Training.Normal(2, 32, 1), batchSize: 8, epochs: 3, verbose: 0);
        Assert.All(
            dense.Kernel!.Value.Square().Sum(0).Sqrt().ToArray(), norm => Assert.InRange(norm, 0.001, 0.30001));
        Assert.All(dense.Bias!.ToArray(), bias => Assert.InRange(bias, 0, 10));
    }

    [Fact]
    public void It_is_the_running_average_that_is_constrained_where_it_takes_the_place_of_the_weight()
    {
        var weight = OptimizerSteps.Weight("w", 1);
        var optimizer = new SGD(1) { UseEma = true, EmaMomentum = 0.5, EmaOverwriteFrequency = 2 };
        var run = new OptimizerSteps(new OptimizerState(
            optimizer, [weight], new Dictionary<Variable, Constraint> { [weight] = new NonNeg() }));
        run.Step([3]);
        Assert.Equal([0f], weight.ToArray());
        Assert.Equal([-2f], run.State.Averages![0].ToArray());
        run.Step([-4]);
        Assert.Equal([1f], weight.ToArray());
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "max", "MaxValue needs a number of at least 0; it was given -1. (Parameter 'MaxValue')" },
        { "order", "MaxValue must not be below MinValue; they are 1 and 2." },
        { "rate", "Rate needs a number from 0 to 1; it was given 2. (Parameter 'Rate')" },
        { "name", "unknown constraint 'max_nrom'; did you mean 'max_norm'?\n  known: max_norm, min_max_norm, non_neg, unit_norm" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_is_refused(string what, string message)
    {
        Func<Constraint> create = what switch
        {
            "max" => () => new MaxNorm(-1),
            "order" => () => new MinMaxNorm(2, 1),
            "rate" => () => new MinMaxNorm(Rate: 2),
            _ => () => "max_nrom",
        };
        Assert.Equal(message, Record.Exception(create)?.Message);
    }
}
