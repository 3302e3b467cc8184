using System.Text.Json.Nodes;
using Lamina.Formats.Keras.Legacy;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>What older versions had and nothing of today does: each is refused by name.</summary>
public sealed class LegacyErrorTests
{
    public static TheoryData<string, string, string> Cases => new()
    {
        { "MaxoutDense", """{"output_dim": 3}""", "layer 'x' (MaxoutDense): Lamina cannot read this class: Keras 3 has no such layer.\n  hint: a class of your own takes its place: CustomObjects.AddLayer." },
        { "Highway", "{}", "layer 'x' (Highway): Lamina cannot read this class: Keras 3 has no such layer." },
        { "LocallyConnected2D", "{}", "layer 'x' (LocallyConnected2D): Lamina cannot read this class: Keras 3 has no such layer." },
        { "BatchNormalization", """{"mode": 2}""", "layer 'x' (BatchNormalization): the argument 'mode' is 2; Keras no longer has it, and Lamina has it only as 0." },
        { "LSTM", """{"units": 2, "time_major": true}""", "layer 'x' (LSTM): the argument 'time_major' is true; Keras no longer has it, and Lamina has it only as false." },
        { "Convolution2D", """{"nb_filter": 2, "nb_row": 1, "nb_col": 1, "border_mode": "full"}""", "layer 'x' (Convolution2D): the argument 'border_mode' is \"full\"; Lamina knows 'valid', 'same', 'causal'." },
        { "Merge", """{"mode": "cos"}""", "layer 'x' (Merge): the argument 'mode' is \"cos\"; Lamina merges by sum, mul, concat, ave, max, min, sub, dot." },
        { "Merge", """{"mode": "4wAAAA==", "mode_type": "lambda"}""", "layer 'x' (Merge): it merges by a function of Python, which only Python can run.\n  hint: build the model in code, with a Lambda layer." },
        { "Dense", """{"output_dim": 2, "W_regularizer": {"name": "EigenvalueRegularizer", "k": 1}}""", "layer 'x' (Dense): its regularizer 'EigenvalueRegularizer' is none that Keras has today." },
        { "Dense", """{"output_dim": 2, "W_constraint": {"name": "RadialConstraint"}}""", "layer 'x' (Dense): its constraint 'RadialConstraint' is none that Keras has today." },
        { "Dense", """{"units": 2, "sparsity": 0.5}""", "layer 'x': Dense has no argument 'sparsity'.\n  value: 0.5\n  arguments: name, trainable, dtype, activity_regularizer, units," },
        { "Dense", """{"units": 2, "use_bais": false}""", "layer 'x': Dense has no argument 'use_bais'; did you mean 'use_bias'?\n  value: false" },
        { "TensorFlowOpLayer", """{"node_def": {"op": "FFT2D"}}""", "layer 'x' (TensorFlowOpLayer): it computes TensorFlow's operation 'FFT2D', which Lamina does not read from files.\n  hint: build the model in code, or replace the operation by a layer in Keras and save again." },
        { "TFOpLambda", """{"function": "math.redce_mean"}""", "layer 'x' (TFOpLambda): it computes TensorFlow's function 'math.redce_mean', which Lamina does not read from files; the nearest that it reads is 'reduce_mean'." },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Refused(string className, string config, string message)
    {
        var arguments = JsonNode.Parse(config)!.AsObject();
        arguments["name"] = "x";
        var model = new JsonObject
        {
            ["class_name"] = "Sequential",
            ["config"] = new JsonArray((JsonNode)new JsonObject { ["class_name"] = className, ["config"] = arguments }),
        };
        Assert.StartsWith(message, Assert.Throws<LaminaFormatException>(() => LegacyConfig.Translate(model, "2.2.4")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_class_is_told_with_its_layer_and_the_remedy()
    {
        const string text = """{"class_name": "Sequential", "config": {"layers": [{"class_name": "AttentionWeightedAverage", "config": {"name": "attlayer", "batch_input_shape": [null, 4]}}]}}""";
        Assert.Equal(
            "The JSON text: layer 'attlayer': unknown class 'AttentionWeightedAverage' of keras.layers."
            + "\n  hint: a class of your own is registered in code, and given as customObjects: new CustomObjects().AddLayer(\"AttentionWeightedAverage\", config => new AttentionWeightedAverage(..))",
            Assert.Throws<LaminaFormatException>(() => Model.FromJson(text)).Message);
    }

    [Fact]
    public void Code_of_a_Lambda_is_never_run_and_the_remedy_is_told()
    {
        const string text = """{"class_name": "Sequential", "config": [{"class_name": "Lambda", "config": {"name": "twice", "batch_input_shape": [null, 4], "function": ["4wEAAA==", null, null], "function_type": "lambda", "arguments": {}}}]}""";
        Assert.Contains(
            "Its function is Python code in the file, which only Python can run.\n  hint: say what the layer computes: new CustomObjects().AddLambda(\"twice\", x => ..), and give it as customObjects.",
            Assert.Throws<LaminaFormatException>(() => Model.FromJson(text)).Message, StringComparison.Ordinal);
        var own = new CustomObjects().AddLambda("twice", static x => 2 * x);
        Assert.Equal([2, 4, 6, 8], Model.FromJson(text, customObjects: own).Predict(new float[,] { { 1, 2, 3, 4 } }).ToArray<float>());
    }
}
