using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Formats.Onnx.Import;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class KerasObjectTests
{
    public static TheoryData<string, string> Classes
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var row in KerasJson.Classes)
            {
                rows.Add(row.Module, row.Name);
            }

            return rows;
        }
    }

    [Fact]
    public void Loss_is_written_as_Keras_writes_it() => Assert.Equal(
        """{"module": "keras.losses", "class_name": "SparseCategoricalCrossentropy", "config": {"name": "sparse_categorical_crossentropy", "reduction": "sum_over_batch_size", "from_logits": true, "ignore_class": null, "axis": -1}, "registered_name": null}""",
        PythonJson.Write(KerasObject.Write(new SparseCategoricalCrossentropy(fromLogits: true))));

    [Fact]
    public void Numbers_and_lists_are_written_as_Keras_writes_them()
    {
        Assert.Equal("""{"name": "huber_loss", "reduction": "none", "delta": 1.0}""",
            PythonJson.Write(KerasObject.Write(new Huber { Reduction = Reduction.None })["config"]));
        Assert.Equal("""{"name": "dice", "reduction": "sum_over_batch_size", "axis": [1, 2]}""",
            PythonJson.Write(KerasObject.Write(new Dice(axis: [1, 2]))["config"]));
        Assert.Equal("""{"negative_slope": 0.2}""", PythonJson.Write(KerasObject.Write(Activation.LeakyRelu)["config"]));
    }

    [Theory, MemberData(nameof(Classes))]
    public void Each_class_comes_back_as_it_was_written(string module, string name)
    {
        var row = KerasJson.Classes.Single(row => row.Module == module && row.Name == name);
        using var known = LambdaFunction.Define(LambdaFunction.Of(x => x, "identity"));
        var written = KerasObject.Write(row.Defaults);
        var back = KerasObject.Read(JsonNode.Parse(PythonJson.Write(written))!);
        if (back is Layer layer)
        {
            back = layer.GetConfig();
            Assert.IsType(row.Defaults.GetType(), back);
            var again = KerasObject.Write(back);

            // A layer has a name, whatever its config says, and spells out what follows from other arguments.
            var config = written["config"]!.AsObject();
            foreach (var key in config.Where(argument => argument.Value is null).Select(argument => argument.Key).ToArray())
            {
                config[key] = again["config"]![key]?.DeepClone();
            }

            Assert.Equal(PythonJson.Write(written), PythonJson.Write(again));
            return;
        }

        Assert.Equal(row.Defaults, back);
    }

    [Fact]
    public void Every_record_that_Keras_has_is_registered()
    {
        Type[] bases =
        [
            typeof(Loss), typeof(Activation), typeof(Initializer), typeof(Regularizer), typeof(Constraint), typeof(Optimizer),
            typeof(LearningRateSchedule), typeof(Metric), typeof(LayerConfig),
        ];
        var types = typeof(Loss).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && !type.IsNested && bases.Any(type.IsSubclassOf));
        Assert.Equal(
            [
                typeof(PartConfig), typeof(MeanMetricWrapper), typeof(ModelConfig), typeof(GradientDescent), typeof(Momentum),
                typeof(OnnxLayerConfig),
            ],
            types.Except(KerasJson.Classes.Select(row => row.Type)));
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var loss = (Huber)Read("""{"class_name": "Huber", "config": {"delta": 2}}""");
        Assert.Equal(new Huber(2), loss);
        Assert.Equal(Reduction.SumOverBatchSize, loss.Reduction);
    }

    [Theory, InlineData("keras.losses"), InlineData("keras.src.losses.losses"), InlineData("tf_keras.losses"), InlineData(null)]
    public void Modules_of_other_versions_are_understood(string? module) =>
        Assert.IsType<Huber>(KerasObject.Read(module, "Huber", null));

    [Fact]
    public void Dtype_policies_are_ignored() =>
        Assert.Equal(new Huber(), Read("""{"class_name": "Huber", "config": {"dtype": {"class_name": "DTypePolicy"}}}"""));

    [Fact]
    public void Unknown_argument_is_named() => Assert.Equal(
        "Huber has no argument 'detla'; did you mean 'delta'?",
        FirstLine("""{"module": "keras.losses", "class_name": "Huber", "config": {"detla": 2}}"""));

    [Fact]
    public void Unknown_class_is_named() => Assert.Equal(
        "unknown class 'Hubr' of keras.losses; did you mean 'Huber'?",
        FirstLine("""{"module": "keras.losses", "class_name": "Hubr", "config": {}}"""));

    [Fact]
    public void Missing_argument_is_named() => Assert.Equal(
        "threshold needs the argument 'default_value'.",
        FirstLine("""{"module": "keras.activations", "class_name": "threshold", "config": {"threshold": 1}}"""));

    [Theory]
    [InlineData("""{"delta": "x"}""", "Huber cannot take \"x\" as 'delta'.\n  It is a number.")]
    [InlineData("""{"delta": -1}""", "Huber cannot be made of {\"delta\": -1}.\n  Delta needs a number greater than 0; it was given -1. (Parameter 'Delta')")]
    [InlineData("""{"reduction": "all"}""", "Huber cannot take \"all\" as 'reduction'.\n  Reductions are none, sum, sum_over_batch_size, mean, mean_with_sample_weight.")]
    [InlineData("""{"name": 5}""", "Huber cannot take 5 as 'name'.")]
    public void Argument_of_the_wrong_kind_is_named(string config, string message) => Assert.Equal(
        message,
        Assert.Throws<LaminaFormatException>(() => Read($$"""{"class_name": "Huber", "config": {{config}}}""")).Message);

    [Theory]
    [InlineData("""{"class_name": 5}"""), InlineData("""{"config": {}}"""), InlineData("[]")]
    public void What_cannot_be_made_is_refused(string json) => Assert.Throws<LaminaFormatException>(() => Read(json));

    [Fact]
    public void Activation_of_ones_own_cannot_be_saved()
    {
        var error = Assert.Throws<NotSupportedException>(() => KerasObject.Write(Activation.Custom("cube", x => x)));
        Assert.StartsWith("CustomActivation has no counterpart in Keras", error.Message, StringComparison.Ordinal);
    }

    private static object Read(string json) => KerasObject.Read(JsonNode.Parse(json)!);

    private static string FirstLine(string json) =>
        Assert.Throws<LaminaFormatException>(() => Read(json)).Message.Split('\n')[0];
}
