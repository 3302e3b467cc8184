using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Classes and functions of a user's own in files.</summary>
public sealed partial class CustomObjectsTests
{
    private static CustomObjects Own => new CustomObjects(OwnJson.Default, "mine")
        .AddLayer(new ScaledConfig { Factor = 1 }, static config => new Scaled(config))
        .AddLayer("Shift", static config => new Shift((double)config["by"]!), static layer => new JsonObject { ["by"] = layer.By })
        .AddLoss(new Cubed())
        .AddLoss("halved", static (target, prediction) => 0.5 * (target - prediction).Square().Mean(-1))
        .AddMetric("above", static (target, prediction) => (prediction > target).Cast(DType.Float32).Mean(-1))
        .AddOptimizer(new SignDescent())
        .AddInitializer(new Sevens())
        .AddRegularizer(new Quartic(0.5))
        .AddConstraint(new AtMost(1))
        .AddActivation("wave", static x => x.Sin())
        .AddActivation(new Bent(2))
        .AddLambda("twice", static x => 2 * x);

    // Keras wrote functions as their names alone.
    private const string OfFunctions = """
        {"class_name": "Sequential", "config": {"layers": [{"class_name": "Dense", "config": {"name": "d", "units": 2,
        "batch_input_shape": [null, 1], "kernel_initializer": "sevens", "kernel_regularizer": "l4_reg"}}]}}
        """;

    [Fact]
    public void A_function_is_found_by_the_name_that_it_was_given()
    {
        var own = new CustomObjects(OwnJson.Default)
            .AddInitializer(new Sevens(), "sevens").AddRegularizer(new Quartic(0.5), "l4_reg");
        Assert.Equal([7f, 7f], Lamina.NN.Model.FromJson(OfFunctions, customObjects: own).Weights[0].Read().ToArray<float>());
    }

    [Theory]
    [InlineData("sevens", "AddRegularizer(new MyClass(..), \"l4_reg\")")]
    [InlineData("l4_reg", "AddInitializer(new MyClass(..), \"sevens\")")]
    public void A_function_that_nobody_registered_is_told_with_the_remedy(string known, string add)
    {
        var own = new CustomObjects(OwnJson.Default);
        own = known == "sevens" ? own.AddInitializer(new Sevens(), known) : own.AddRegularizer(new Quartic(1), known);
        Assert.EndsWith(
            $"\n  hint: one of your own is registered in code, and given as customObjects: new CustomObjects().{add}",
            Assert.Throws<LaminaFormatException>(() => Lamina.NN.Model.FromJson(OfFunctions, customObjects: own)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_layer_is_written_as_Keras_writes_one_that_is_registered()
    {
        using var scope = Own.Scope();
        Assert.Equal(
            """{"module": "mine", "class_name": "Scaled", "config": {"name": "scaled", "trainable": true, "dtype": {"module": "keras", "class_name": "DTypePolicy", "config": {"name": "float32"}, "registered_name": null}, "factor": 3.0, "activation": "tanh"}, "registered_name": "mine>Scaled"}""",
            PythonJson.Write(KerasObject.Write(new Scaled(new ScaledConfig { Factor = 3, Activation = "tanh" }))));
        Assert.Equal(
            """{"module": "mine", "class_name": "Shift", "config": {"name": "shift", "trainable": true, "by": 2.0}, "registered_name": "mine>Shift"}""",
            PythonJson.Write(KerasObject.Write(new Shift(2))));
    }

    [Theory, InlineData(".keras"), InlineData(".h5")]
    public void A_model_of_ones_own_parts_comes_back(string ending)
    {
        using var folder = new TemporaryFolder();
        var path = folder["model" + ending];
        var model = Model();
        model.Save(path, Own);
        var back = Lamina.NN.Model.Load(path, out var report, customObjects: Own);
        Assert.Empty(report.Notes);
        var x = new float[,] { { 1, 2, 3 } };
        Assert.Equal(model.Predict(x).ToArray<float>(), back.Predict(x).ToArray<float>());

        // It remembers what it was read with.
        Assert.Equal(model.ToJson(Own), back.ToJson());
        Assert.Equal(Layers(back), Layers(back.Clone()));
        Assert.IsType<SignDescent>(back.Optimizer);
    }

    [Fact]
    public void A_file_is_read_without_parts_that_only_training_knows()
    {
        using var folder = new TemporaryFolder();
        var x = new Input(3);
        var model = new Model([x], [new Dense(2).Apply(x)]);
        model.Compile(new SignDescent(), new Cubed());
        model.Save(folder["model.keras"], Own);
        var back = Lamina.NN.Model.Load(folder["model.keras"], out var report);
        Assert.Null(back.Optimizer);
        Assert.Contains(report.Notes, note => note.Contains("unknown class 'SignDescent'", StringComparison.Ordinal));
    }

    [Fact]
    public void Ones_own_goes_before_what_Lamina_knows()
    {
        var own = new CustomObjects().AddLayer("Dense", static config => new Shift((double)config["by"]!));
        const string text = """{"class_name": "Sequential", "keras_version": "2.2.4", "config": {"layers": [{"class_name": "Dense", "config": {"name": "d", "by": 1, "batch_input_shape": [null, 2]}}]}}""";
        Assert.Equal([1, 2], Lamina.NN.Model.FromJson(text, customObjects: own).Predict(new float[,] { { 0, 1 } }).ToArray<float>());
    }

    [Theory]
    [InlineData("mine>Shift")]
    [InlineData("other>Shift")]
    [InlineData("Shift")]
    public void A_class_is_found_with_a_package_and_without(string name)
    {
        using var scope = Own.Scope();
        Assert.IsType<Shift>(KerasObject.Read(new JsonObject { ["module"] = null, ["class_name"] = name, ["config"] = JsonNode.Parse("{\"by\": 1}") }));
    }

    [Fact]
    public void A_scope_ends()
    {
        using (Own.Scope())
        {
            Assert.IsType<Shift>(KerasObject.Read(KerasModule.Layers, "Shift", JsonNode.Parse("{\"by\": 1}")!.AsObject()));
        }

        Assert.Throws<LaminaFormatException>(() => KerasObject.Read(KerasModule.Layers, "Shift", []));
    }

    [Fact]
    public void A_model_of_a_class_of_ones_own_has_its_weights()
    {
        var own = new CustomObjects().AddModel(
            "Twin", static config => new Twin((int)config["units"]!), static model => new JsonObject { ["units"] = model.Units });
        using var folder = new TemporaryFolder();
        var model = new Twin(2);
        var x = new float[,] { { 1, 2, 3 } };
        var expected = model.Predict(x).ToArray<float>();
        model.Save(folder["twin.keras"], own);
        Assert.Equal(expected, Lamina.NN.Model.Load(folder["twin.keras"], customObjects: own).Predict(x).ToArray<float>());
    }

    public static TheoryData<string, Action, string> Refusals => new()
    {
        { "twice", static () => Own.AddLayer("Shift", static _ => new Shift(1)), "'Shift' is registered already; a name in files stands for one class. (Parameter 'name')" },
        { "undescribed", static () => new CustomObjects().AddLoss(new Cubed()), "Nothing describes the properties of Cubed.\n  hint: give the constructor a context with [JsonSerializable(typeof(Cubed))]: new CustomObjects(OwnJson.Default)." },
        { "unwritten", static () => new Sequential([new Input(1), new Shift(1)]).ToJson(new CustomObjects().AddLayer("Shift", static _ => new Shift(1))), "Shift ('shift') is registered without a function that writes its arguments, so it cannot be saved.\n  hint: AddLayer takes one behind the function that reads." },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void Refused(string what, Action action, string message)
    {
        Assert.NotEmpty(what);
        Assert.Equal(message, Assert.ThrowsAny<Exception>(action).Message);
    }

    // Clones are not compiled.
    private static string Layers(Model model) => PythonJson.Write(JsonNode.Parse(model.ToJson())!["config"]);

    private static Model Model()
    {
        var x = new Input(3);
        var own = new Dense(new DenseConfig
        {
            Units = 2,
            KernelInitializer = new Sevens(),
            KernelRegularizer = new Quartic(0.25),
            KernelConstraint = new AtMost(2),
            Activation = new Bent(1),
        });
        var y = own.Apply(new Shift(0.5).Apply(new Scaled(new ScaledConfig { Factor = 3, Activation = new Bent(3) }).Apply(x)));
        var model = new Model([x], [y]);
        model.Compile(new SignDescent { Steps = 3 }, new Cubed());
        return model;
    }

    internal sealed record ScaledConfig : LayerConfig
    {
        public required double Factor { get; init; }

        public Activation Activation { get; init; } = Activation.Linear;
    }

    internal sealed class Scaled(ScaledConfig config) : Layer<ScaledConfig>(config)
    {
        protected override Tensor Call(Tensor x, CallContext context) => Config.Activation.Apply(Config.Factor * x);
    }

    internal sealed record Nothing : LayerConfig;

    internal sealed class Shift(double by) : Layer<Nothing>(new Nothing())
    {
        public double By => by;

        protected override Tensor Call(Tensor x, CallContext context) => x + by;
    }

    internal sealed class Twin : Model
    {
        private readonly Dense _dense;

        public Twin(int units)
        {
            Units = units;
            _dense = AddLayer(new Dense(units));
        }

        public int Units { get; }

        protected override Tensor Call(Tensor x, CallContext context) => _dense.Apply(x, context) + 1;
    }

    internal sealed record Cubed : Loss
    {
        public override Tensor PerSample(Tensor target, Tensor prediction) => (target - prediction).Abs().Pow(3).Mean(-1);
    }

    internal sealed record SignDescent(double LearningRate = 0.01) : Optimizer(LearningRate)
    {
        public int Steps { get; init; } = 1;

        public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t) => w - (rate * g.Sign());
    }

    internal sealed record Sevens : Initializer
    {
        public override float[] Sample(Shape shape, RandomStream random) => [.. Enumerable.Repeat(7f, shape.Size)];
    }

    internal sealed record Quartic(double Factor) : Regularizer
    {
        public override Tensor Penalty(Tensor x) => Factor * x.Square().Square().Sum();
    }

    internal sealed record AtMost(double Most) : Constraint
    {
        public override Tensor Apply(Tensor x) => Tensor.Minimum(x, Most);
    }

    internal sealed record Bent(double At) : Activation
    {
        public override string Name => "bent";

        public override Tensor Apply(Tensor x) => Tensor.Minimum(x, At);
    }

    [JsonSerializable(typeof(ScaledConfig))]
    [JsonSerializable(typeof(Cubed))]
    [JsonSerializable(typeof(SignDescent))]
    [JsonSerializable(typeof(Sevens))]
    [JsonSerializable(typeof(Quartic))]
    [JsonSerializable(typeof(AtMost))]
    [JsonSerializable(typeof(Bent))]
    internal sealed partial class OwnJson : JsonSerializerContext;
}
