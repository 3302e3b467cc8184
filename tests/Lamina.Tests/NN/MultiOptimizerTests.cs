using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class MultiOptimizerTests
{
    private static Variable[] Weights() =>
        [OptimizerSteps.Weight("a/kernel", 1, 1), OptimizerSteps.Weight("a/bias", 1), OptimizerSteps.Weight("b/kernel", 1)];

    [Theory]
    [InlineData("a/.*", "rm_sprop, rm_sprop, sgd")]
    [InlineData("a", "sgd, sgd, sgd")]
    [InlineData("a/bias", "sgd, rm_sprop, sgd")]
    [InlineData(".*/kernel", "rm_sprop, sgd, rm_sprop")]
    public void A_pattern_matches_whole_paths(string pattern, string names)
    {
        var map = new OptimizerMap(new SGD()).With(pattern, new RMSprop());
        Assert.Equal(names, string.Join(", ", Weights().Select(weight => map.OptimizerOf(weight).Name)));
    }

    [Fact]
    public void An_exact_path_comes_before_patterns()
    {
        var map = new OptimizerMap(new SGD()).With("a/.*", new RMSprop()).With("a/bias", new Adam());
        Assert.IsType<Adam>(map.OptimizerOf(Weights()[1]));
    }

    [Fact]
    public void Each_optimizer_updates_its_weights_and_the_state_is_stored_as_Keras_stores_it()
    {
        var weights = Weights();
        var run = new OptimizerSteps(new OptimizerState(new MultiOptimizer(new SGD(0.5), ("a/.*", new SGD(0.25, 0.9))), weights));
        Assert.Equal(
            [
                "multi_optimizer/iteration", "multi_optimizer/learning_rate", "sgd/iteration", "sgd/learning_rate",
                "sgd/a_kernel_momentum", "sgd/a_bias_momentum", "sgd/iteration", "sgd/learning_rate",
            ],
            run.State.Variables.Select(variable => variable.Path));
        run.Step([1, 2], [1], [1]);
        Assert.Equal([0.75f, 0.5f], weights[0].ToArray());
        Assert.Equal([0.75f], weights[1].ToArray());
        Assert.Equal([0.5f], weights[2].ToArray());
        Assert.Equal([1, 1, 1], new[] { 0, 2, 6 }.Select(i => run.State.Variables[i].Ints[0]));
        Assert.Equal("multi_optimizer/iteration", run.State.Iterations.Path);
    }

    [Fact]
    public void Clipping_by_the_norm_of_all_is_that_of_each_optimizer_alone()
    {
        var weights = Weights();
        var clipped = new SGD(1) { GlobalClipNorm = 1 };
        var run = new OptimizerSteps(new OptimizerState(new MultiOptimizer(clipped, ("b/.*", clipped with { }), ("a/bias", clipped)), weights));
        run.Step([3, 0], [4], [2]);
        Near.Assert([1 - 0.6, 1, 1 - 0.8, 0], [.. weights.SelectMany(weight => weight.ToArray()).Select(x => (double)x)], Near.Step);
    }

    [Fact]
    public void Averages_are_there_for_some_weights_and_others_stand_for_themselves()
    {
        var weights = Weights();
        var averaged = new SGD(0.5) { UseEma = true, EmaMomentum = 0.5 };
        var run = new OptimizerSteps(new OptimizerState(new MultiOptimizer(new SGD(0.5), ("b/.*", averaged)), weights));
        run.Step([0, 0], [0], [0]);
        run.Step([1, 1], [1], [1]);
        Assert.Equal([weights[0], weights[1]], run.State.Averages!.Take(2));
        run.State.OverwriteWithAverages();
        Assert.Equal([0.5f], weights[0].ToArray().Distinct());
        Assert.Equal([0.75f], weights[2].ToArray());
    }

    [Fact]
    public void A_layer_gives_its_weights_to_an_optimizer()
    {
        var (first, second) = (new Dense(2), new Dense(1));
        var model = new Sequential([new Input(3), first, second]);
        var before = Training.Weights(model);
        model.Compile(new MultiOptimizer(new SGD(0.1), (first, new SGD(0))), "mse");
        model.Fit(Training.Normal(1, 8, 3), Training.Normal(2, 8, 1), verbose: 0);
        var after = Training.Weights(model);
        Assert.Equal(before.Take(2), after.Take(2));
        Assert.NotEqual(before[2], after[2]);
        Assert.Equal(
            """{"default_optimizer": "SGD", "optimizer_map": ["sequential/dense/.*"]}""",
            PythonJson.Write(Outline(model.Optimizer!)));
    }

    [Fact]
    public void Map_is_written_as_Keras_writes_it()
    {
        var optimizer = new MultiOptimizer(new GradientDescent(0.5), ("encoder/.*", new Momentum(new ExponentialDecay(1, 10, 0.5))));
        var written = KerasObject.Write(optimizer);
        var map = written["config"]!["optimizer_map"]!;
        Assert.Equal(["optimizer_map", "loss_scale_factor", "name"], written["config"]!.AsObject().Select(pair => pair.Key));
        Assert.Equal("keras.optimizers OptimizerMap", $"{map["module"]} {map["class_name"]}");
        var inner = map["config"]!["optimizer_map"]!["encoder/.*"]!;
        Assert.Equal("SGD 0.9 10", $"{inner["class_name"]} {inner["config"]!["momentum"]} {inner["config"]!["learning_rate"]!["config"]!["decay_steps"]}");
        Assert.Equal(
            new MultiOptimizer(new SGD(0.5), ("encoder/.*", new SGD(new ExponentialDecay(1, 10, 0.5), 0.9))),
            KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!));
    }

    public static TheoryData<string, string> Refused => new()
    {
        { "twice", "'a' has an optimizer in the map already. (Parameter 'pattern')" },
        { "nested", "A MultiOptimizer cannot be in an OptimizerMap: put it around the MultiOptimizer, or its parts into the map. (Parameter 'optimizer')" },
        { "claims", "The weight 'a/kernel' belongs to one optimizer; the pattern 'a/.*' and the pattern '.*/kernel' claim it.\n  hint: an entry with the exact path 'a/kernel' decides." },
        { "rate", "multi_optimizer (MultiOptimizer) has a learning rate for each of its 2 optimizers, and none for all.\n  hint: give those whose rate is to change a LearningRateSchedule." },
        { "average", "MultiOptimizer has no UseEma of its own.\n  hint: set UseEma of the optimizers in its map." },
    };

    [Theory, MemberData(nameof(Refused))]
    public void What_cannot_be_is_refused(string what, string message)
    {
        Action action = what switch
        {
            "twice" => () => new OptimizerMap(new SGD()).With("a", new SGD()).With("a", new SGD()),
            "nested" => () => _ = new OptimizerMap(new MultiOptimizer(new OptimizerMap(new SGD()))),
            "claims" => () => _ = new OptimizerState(
                new MultiOptimizer(new SGD(), ("a/.*", new SGD()), (".*/kernel", new SGD())), Weights()),
            "rate" => () => new OptimizerState(new MultiOptimizer(new SGD(), ("a/.*", new SGD())), Weights()).CurrentLearningRate = 1,
            _ => () => _ = new OptimizerState(new MultiOptimizer(new OptimizerMap(new SGD())) { UseEma = true }, Weights()),
        };
        Assert.Equal(message, Record.Exception(action)?.Message);
    }

    private static JsonObject Outline(Optimizer optimizer)
    {
        var map = KerasObject.Write(optimizer)["config"]!["optimizer_map"]!["config"]!;
        return new JsonObject
        {
            ["default_optimizer"] = map["default_optimizer"]!["class_name"]!.DeepClone(),
            ["optimizer_map"] = new JsonArray([.. map["optimizer_map"]!.AsObject().Select(pair => JsonValue.Create(pair.Key))]),
        };
    }
}
