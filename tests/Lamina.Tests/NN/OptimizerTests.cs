using Lamina.Backends.Reference;
using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class OptimizerTests
{
    private static Variable Weight(string path = "sequential/dense/kernel") =>
        new("kernel", path, [2, 3], DType.Float32, trainable: true);

    [Theory]
    [InlineData("sgd", typeof(SGD), "sgd", 0.01)]
    [InlineData("rmsprop", typeof(RMSprop), "rm_sprop", 0.001)]
    [InlineData("adam", typeof(Adam), "adam", 0.001)]
    [InlineData("AdamW", typeof(AdamW), "adam_w", 0.001)]
    public void Name_gives_the_optimizer_with_the_defaults_of_Keras(string given, Type type, string name, double rate)
    {
        Optimizer optimizer = given;
        Assert.IsType(type, optimizer);
        Assert.Equal(name, optimizer.Name);
        Assert.Equal(rate, optimizer.LearningRate);
        Assert.Equal(optimizer is AdamW ? 0.004 : null, optimizer.WeightDecay);
    }

    [Fact]
    public void Unknown_name_is_answered_with_the_nearest()
    {
        var error = Assert.Throws<ArgumentException>(() => Optimizer.Get("adma"));
        Assert.Equal(
            "unknown optimizer 'adma'; did you mean 'adam'?\n  known: adadelta, adafactor, adagrad, adam, adamax, adamw, ftrl, "
            + "gradient_descent, lamb, lion, momentum, muon, nadam, rmsprop, schedulefreeadamw, sgd",
            error.Message);
    }

    [Fact]
    public void Only_one_kind_of_clipping_may_be_set()
    {
        var error = Assert.Throws<ArgumentException>(() => new SGD { ClipNorm = 0.5, ClipValue = 1.5 });
        Assert.Equal(
            "Only one of ClipNorm, ClipValue and GlobalClipNorm may be set; "
            + "ClipNorm is 0.5 already, and ClipValue was given 1.5.",
            error.Message);
        var changed = new SGD { ClipNorm = 0.5 } with { ClipNorm = null, GlobalClipNorm = 1 };
        Assert.Equal(1, changed.GlobalClipNorm);
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "rate", "LearningRate needs a number of at least 0; it was given -1. (Parameter 'LearningRate')" },
        { "rate NaN", "LearningRate needs a number of at least 0; it was given NaN. (Parameter 'LearningRate')" },
        { "beta", "Beta1 needs a number from 0 to below 1; it was given 1. (Parameter 'Beta1')" },
        { "momentum", "Momentum needs a number from 0 to 1; it was given 1.5. (Parameter 'Momentum')" },
        { "clip", "ClipNorm needs a number greater than 0; it was given 0. (Parameter 'ClipNorm')" },
        { "decay", "WeightDecay needs a number of at least 0; it was given -0.1. (Parameter 'WeightDecay')" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void Number_out_of_range_is_refused_by_its_name(string what, string message)
    {
        Func<Optimizer> create = what switch
        {
            "rate" => () => new Adam(-1),
            "rate NaN" => () => new Adam() with { LearningRate = double.NaN },
            "beta" => () => new Adam { Beta1 = 1 },
            "momentum" => () => new SGD(0.1, Momentum: 1.5),
            "clip" => () => new SGD { ClipNorm = 0 },
            _ => () => new SGD { WeightDecay = -0.1 },
        };
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(create).Message);
    }

    [Fact]
    public void Optimizers_with_equal_settings_are_equal()
    {
        Assert.Equal(new Adam(0.1) { Beta1 = 0.8 }, new Adam(0.1) { Beta1 = 0.8 });
        Assert.NotEqual<Optimizer>(new Adam(0.1), new AdamW(0.1));
    }

    [Fact]
    public void State_is_complete_before_the_first_step_and_named_as_Keras_names_it()
    {
        var state = new OptimizerState(new Adam(0.5) { AmsGrad = true }, [Weight(), Weight("sequential/dense_1/kernel")]);
        Assert.Equal(
            [
                "adam/iteration", "adam/learning_rate",
                "adam/sequential_dense_kernel_momentum", "adam/sequential_dense_kernel_velocity",
                "adam/sequential_dense_1_kernel_momentum", "adam/sequential_dense_1_kernel_velocity",
                "adam/sequential_dense_kernel_velocity_hat", "adam/sequential_dense_1_kernel_velocity_hat",
            ],
            state.Variables.Select(variable => variable.Path));
        Assert.Equal("sequential_dense_kernel_momentum", state.Variables[2].Name);
        Assert.Equal(0.5, state.CurrentLearningRate);
        Assert.All(state.Variables, variable => Assert.False(variable.Trainable));
    }

    [Fact]
    public void Applying_twice_makes_no_further_slots()
    {
        var weight = Weight();
        var state = new OptimizerState(new Adam(), [weight]);
        Assert.Equal(4, state.Apply([weight.Value]).Count);
        Assert.Equal(4, state.Apply([weight.Value]).Count);
        Assert.Equal(4, state.Variables.Count);
    }

    [Fact]
    public void Custom_optimizer_may_keep_slots_of_other_shapes_and_scalars_in_common()
    {
        var (first, second) = (Weight("a"), Weight("b"));
        var state = new OptimizerState(new Peculiar(0.1), [first, second]);
        Assert.Equal(
            ["peculiar/iteration", "peculiar/learning_rate", "peculiar/a_rows", "peculiar/b_rows", "peculiar/product"],
            state.Variables.Select(variable => variable.Path));
        Assert.Equal([2f, 2f], state.Variables[2].ToArray());
        Assert.Equal([1f], state.Variables[4].ToArray());
        var updates = state.Apply([Tensor.Ones([2, 3]), Tensor.Ones([2, 3])]);
        var product = updates.Single(update => update.Variable.Name == "product");
        Assert.Equal([0.5], ReferenceBackend.Run(product.Value));
    }

    [Fact]
    public void Slot_must_keep_its_shape()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => new OptimizerState(new Wrong(0.1), [Weight()]));
        Assert.Equal(
            "The slot 'momentum' keeps its shape from step to step.\n  slot: [2, 3]\n  value: []\n  in: wrong (Wrong)",
            error.Message);
    }

    private sealed record Peculiar(double LearningRate) : Optimizer(LearningRate)
    {
        public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
        {
            slots["rows"] = slots.Get("rows", initial: 2, shape: [2]) + g.Sum(1);
            var product = slots.Shared["product"] = slots.Shared.Get("product", initial: 1) * 0.5;
            return w - rate * product * g;
        }
    }

    private sealed record Wrong(double LearningRate) : Optimizer(LearningRate)
    {
        public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t) =>
            slots["momentum"] = g.Sum();
    }
}
