using System.Text.Json.Nodes;
using Lamina.Backends.Reference;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class OptimizerTests
{
    private static Variable Weight(string path = "sequential/dense/kernel") =>
        new("kernel", path, [2, 3], DType.Float32, trainable: true);

    [Theory]
    [InlineData("sgd", typeof(SGD), "sgd", 0.01)]
    [InlineData("rmsprop", typeof(RMSprop), "rm_sprop", 0.001)]
    [InlineData("adam", typeof(Adam), "adam", 0.001)]
    [InlineData("AdamW", typeof(AdamW), "adam_w", 0.001)]
    [InlineData("adadelta", typeof(Adadelta), "adadelta", 0.001)]
    [InlineData("adafactor", typeof(Adafactor), "adafactor", 0.001)]
    [InlineData("adagrad", typeof(Adagrad), "adagrad", 0.001)]
    [InlineData("adamax", typeof(Adamax), "adamax", 0.001)]
    [InlineData("ftrl", typeof(Ftrl), "ftrl", 0.001)]
    [InlineData("lamb", typeof(Lamb), "lamb", 0.001)]
    [InlineData("lion", typeof(Lion), "lion", 0.001)]
    [InlineData("muon", typeof(Muon), "muon", 0.001)]
    [InlineData("nadam", typeof(Nadam), "nadam", 0.001)]
    [InlineData("ScheduleFreeAdamW", typeof(ScheduleFreeAdamW), "schedule_free_adam_w", 0.0025)]
    [InlineData("gradient_descent", typeof(GradientDescent), "gradient_descent", 0.01)]
    [InlineData("Momentum", typeof(Momentum), "momentum", 0.01)]
    public void Name_gives_the_optimizer_with_the_defaults_of_Keras(string given, Type type, string name, double rate)
    {
        Optimizer optimizer = given;
        Assert.IsType(type, optimizer);
        Assert.Equal(name, optimizer.Name);
        Assert.Equal(rate, optimizer.LearningRate);
        Assert.Equal(optimizer is AdamW or Muon ? 0.004 : null, optimizer.WeightDecay);
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
        { "accumulation", "GradientAccumulationSteps needs a number of at least 2; it was given 1. (Parameter 'GradientAccumulationSteps')" },
        { "average", "EmaMomentum needs a number from 0 to 1; it was given 1.1. (Parameter 'EmaMomentum')" },
        { "overwrite", "EmaOverwriteFrequency needs a number of at least 1; it was given 0. (Parameter 'EmaOverwriteFrequency')" },
        { "power", "LearningRatePower needs a number of at most 0; it was given 0.5. (Parameter 'LearningRatePower')" },
        { "scale", "InitialScale needs a number greater than 0; it was given 0. (Parameter 'InitialScale')" },
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
            "accumulation" => () => new SGD { GradientAccumulationSteps = 1 },
            "average" => () => new SGD { EmaMomentum = 1.1 },
            "overwrite" => () => new SGD { EmaOverwriteFrequency = 0 },
            "power" => () => new Ftrl { LearningRatePower = 0.5 },
            "scale" => () => new LossScaleOptimizer(new SGD(), 0),
            _ => () => new SGD { WeightDecay = -0.1 },
        };
        Assert.Equal(message, Assert.Throws<ArgumentOutOfRangeException>(create).Message);
    }

    [Theory, MemberData(nameof(OptimizerCases.Names), MemberType = typeof(OptimizerCases))]
    public void Optimizer_comes_back_from_JSON(string name)
    {
        var optimizer = OptimizerCases.Get(name);
        var written = KerasObject.Write(optimizer);
        var back = KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!);
        Assert.IsType(optimizer.GetType(), back);
        Assert.Equal(PythonJson.Write(written), PythonJson.Write(KerasObject.Write(back)));
    }

    [Theory, MemberData(nameof(OptimizerCases.Names), MemberType = typeof(OptimizerCases))]
    public void Training_lowers_the_loss(string name)
    {
        Seed.Set(4);
        var model = new Sequential([new Input(3), new Dense(8, "tanh"), new Dense(2)]);
        model.Compile(OptimizerCases.Get(name), "mse");
        var (x, y) = Training.Linear(64, 3, 2);
        var losses = model.Fit(x, y, batchSize: 16, epochs: 15, verbose: 0)["loss"];
        Assert.True(losses[^1] < 0.9 * losses[0], $"from {losses[0]} to {losses[^1]}");
    }

    [Theory, MemberData(nameof(OptimizerCases.Names), MemberType = typeof(OptimizerCases))]
    public void Weights_of_float64_go_the_same_way(string name)
    {
        var (x, y) = Training.Linear(16, 3, 2);
        var weights = new[] { DType.Float32, DType.Float64 }.Select(precision =>
        {
            Seed.Set(4);
            var config = new DenseConfig { Units = 8, Activation = "tanh", Precision = precision };
            var model = new Sequential([new Input(3), new Dense(config), new Dense(config with { Units = 2, Activation = "linear" })]);
            model.Compile(OptimizerCases.Get(name), "mse");
            model.Fit(x, y, batchSize: 8, epochs: 2, shuffle: false, verbose: 0);
            Assert.Equal(precision, model.Weights[0].DType);
            return model.GetWeights().SelectMany(weight => weight.ToArray<double>()).ToArray();
        }).ToArray();
        Near.Assert(weights[1], weights[0], (1e-3, 1e-4));
    }

    [Fact]
    public void Training_ends_with_the_averages()
    {
        Seed.Set(4);
        var (x, y) = Training.Linear(16, 3, 2);
        var model = new Sequential([new Input(3), new Dense(2)]);
        model.Compile(new SGD(0.1) { UseEma = true, EmaMomentum = 0.5 }, "mse");
        model.Fit(x, y, batchSize: 4, verbose: 0);
        Assert.Equal(
            model.Trainer!.State.Averages!.Select(average => average.ToArray()), model.Weights.Select(weight => weight.ToArray()));
    }

    [Fact]
    public void A_scaled_loss_trains_as_the_loss_does()
    {
        var (x, y) = Training.Linear(16, 3);
        var weights = new Optimizer[] { new SGD(0.1), new SGD(0.1) { LossScaleFactor = 64 }, new LossScaleOptimizer(new SGD(0.1), 64) }
            .Select(optimizer =>
            {
                Seed.Set(4);
                var model = new Sequential([new Input(3), new Dense(1)]);
                model.Compile(optimizer, "mse");
                model.Fit(x, y, batchSize: 4, epochs: 3, shuffle: false, verbose: 0);
                return Training.Weights(model).SelectMany(weight => weight).Select(w => (double)w).ToArray();
            }).ToArray();
        Near.Assert(weights[0], weights[1], Near.Step);
        Near.Assert(weights[0], weights[2], Near.Step);
    }

    [Fact]
    public void Every_optimizer_has_a_row() => Assert.Empty(
        KerasJson.Classes.Where(row => row.Module == KerasModule.Optimizers).Select(row => row.Type)
            .Except(OptimizerCases.All.Select(optimizer => optimizer.GetType())));

    [Fact]
    public void The_textbooks_names_are_saved_as_what_they_are()
    {
        var decay = new ExponentialDecay(0.5, 10, 0.5);
        Assert.Equal(new SGD(0.25), Saved(new GradientDescent(0.25)));
        Assert.Equal(new SGD(0.25, 0.9) { ClipNorm = 2 }, Saved(new Momentum(0.25) { ClipNorm = 2 }));
        Assert.Equal(new SGD(decay, 0.5), Saved(new Momentum(decay, 0.5)));
        Assert.Equal(new LossScaleOptimizer(new SGD(0.25)), Saved(new LossScaleOptimizer(new GradientDescent(0.25))));

        static object Saved(Optimizer optimizer) => KerasObject.Read(JsonNode.Parse(PythonJson.Write(KerasObject.Write(optimizer)))!);
    }

    [Theory]
    [InlineData("bias", "0.9, 1")]
    [InlineData("k.*l$", "1, 0.9")]
    [InlineData("dense", "0.9, 0.9")]
    public void Decay_leaves_out_weights_whose_name_matches(string pattern, string expected)
    {
        Variable[] weights = [OptimizerSteps.Weight("dense/kernel", 1), OptimizerSteps.Weight("dense/bias", 1)];
        var optimizer = new SGD(0.5) { WeightDecay = 0.2, ExcludeFromWeightDecay = ["nothing", pattern] };
        new OptimizerSteps(new OptimizerState(optimizer, weights)).Step([0], [0]);
        Assert.Equal(expected, string.Join(", ", weights.Select(weight => weight.ToArray()[0])));
    }

    [Fact]
    public void Muon_decays_by_two_numbers()
    {
        var kernel = new Variable("kernel", "dense/kernel", [1, 1], DType.Float32, trainable: true);
        kernel.Floats[0] = 1;
        Variable[] weights = [kernel, OptimizerSteps.Weight("dense/bias", 1)];
        var optimizer = new Muon(0.5) { WeightDecay = 0.2, AdamWeightDecay = 0.4 };
        var updates = new OptimizerState(optimizer, weights).Apply([Tensor.Zeros([1, 1]), Tensor.Zeros([1])]);
        Assert.Equal([0.9, 0.8], weights.Select(weight => Math.Round(
            ReferenceBackend.Run(updates.Single(update => update.Variable == weight).Value)[0], 6)));
    }

    [Fact]
    public void Slots_that_copy_the_weights_follow_weights_that_are_loaded_later()
    {
        var weight = OptimizerSteps.Weight("w", 1);
        var state = new OptimizerState(new ScheduleFreeAdamW(), [weight]);
        Assert.Equal([1f], state.Variables[2].ToArray());
        weight.Floats[0] = 5;
        state.CopyWeights();
        Assert.Equal([5f], state.Variables[2].ToArray());
    }

    [Fact]
    public void Accumulation_counts_exactly_for_every_number_of_batches()
    {
        for (var batches = 2; batches < 130; batches++)
        {
            var accumulation = new Accumulation(batches, []);
            var counts = Tensor.From<float>([.. Enumerable.Range(0, 4 * batches).Select(i => (float)i)]);
            Assert.Equal(Enumerable.Range(0, 4 * batches).Select(i => (float)(i / batches)), accumulation.UpdatesIn(counts).ToArray());
            Assert.Equal(
                Enumerable.Range(0, 4 * batches).Select(i => (i + 1) % batches == 0 ? 1f : 0),
                accumulation.IsDue(counts).Cast(DType.Float32).ToArray());
        }
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
