using Lamina.NN;

namespace Lamina.Tests.Formats.Keras.Legacy;

/// <summary>Operations that stand among the layers of a model, as TensorFlow and Keras 3 wrote them, applied to (1, −2, 4).</summary>
public sealed class LegacyOperationTests
{
    private const string Two = """["x", 0, 0, {}], ["x", 0, 0, {}]""";

    public static TheoryData<string, string, float[]> Functions => new()
    {
        { "math.add", """["x", 0, 0, {"y": 2.0, "name": null}]""", [3, 0, 6] },
        { "__operators__.add", """["x", 0, 0, {"y": ["x", 0, 0]}]""", [2, -4, 8] },
        { "math.multiply", """["x", 0, 0, {"y": [1, 2, 3]}]""", [1, -4, 12] },
        { "math.multiply", """["x", 0, 0, {"y": [[1, 2, 3]]}]""", [1, -4, 12] },
        { "math.subtract", """["_CONSTANT_VALUE", -1, 1.0, {"y": ["x", 0, 0]}]""", [0, 3, -3] },
        { "math.subtract", """["_CONSTANT_VALUE", -1, [1, 2, 3], {"y": ["x", 0, 0]}]""", [0, 4, -1] },
        { "math.truediv", """["x", 0, 0, {"y": 2}]""", [0.5f, -1, 2] },
        { "math.pow", """["x", 0, 0, {"y": 2}]""", [1, 4, 16] },
        { "math.maximum", """["x", 0, 0, {"y": 0}]""", [1, 0, 4] },
        { "math.squared_difference", """["x", 0, 0, {"y": 1.0}]""", [0, 9, 9] },
        { "math.greater", """["x", 0, 0, {"y": 0.0}]""", [1, 0, 1] },
        { "math.abs", """["x", 0, 0, {}]""", [1, 2, 4] },
        { "math.negative", """["x", 0, 0, {}]""", [-1, 2, -4] },
        { "math.square", """["x", 0, 0, {}]""", [1, 4, 16] },
        { "math.sign", """["x", 0, 0, {}]""", [1, -1, 1] },
        { "math.reciprocal", """["x", 0, 0, {}]""", [1, -0.5f, 0.25f] },
        { "nn.relu", """["x", 0, 0, {"name": null}]""", [1, 0, 4] },
        { "keras.backend.relu", """["x", 0, 0, {"alpha": 0.5, "max_value": 2.0, "threshold": 0.0}]""", [1, -1, 2] },
        { "nn.leaky_relu", """["x", 0, 0, {"alpha": 0.5}]""", [1, -1, 4] },
        { "nn.elu", """["x", 0, 0, {}]""", [1, -0.86466473f, 4] },
        { "nn.softmax", """["x", 0, 0, {"axis": -1}]""", [0.047314156f, 0.0023556333f, 0.95033026f] },
        { "nn.gelu", """["x", 0, 0, {"approximate": false}]""", [0.8413447f, -0.045500264f, 3.9998733f] },
        { "clip_by_value", """["x", 0, 0, {"clip_value_min": -1.0, "clip_value_max": 2.0}]""", [1, -1, 2] },
        { "math.reduce_sum", """["x", 0, 0, {"axis": 1}]""", [3] },
        { "math.reduce_mean", """["x", 0, 0, {"axis": [1], "keepdims": true}]""", [1] },
        { "compat.v1.reduce_max", """["x", 0, 0, {"axis": 1, "keep_dims": null, "reduction_indices": null}]""", [4] },
        { "math.reduce_min", """["x", 0, 0, {"axis": -1}]""", [-2] },
        { "math.l2_normalize", """["x", 0, 0, {"axis": 1, "epsilon": 1e-12}]""", [0.21821788f, -0.43643576f, 0.87287153f] },
        { "norm", """["x", 0, 0, {"ord": "euclidean", "axis": 1, "keepdims": true}]""", [4.582576f] },
        { "math.argmax", """["x", 0, 0, {"axis": 1, "output_type": "int64"}]""", [2] },
        { "expand_dims", """["x", 0, 0, {"axis": 1}]""", [1, -2, 4] },
        { "reshape", """["x", 0, 0, {"shape": [-1, 3, 1]}]""", [1, -2, 4] },
        { "tile", """["x", 0, 0, {"multiples": [1, 2]}]""", [1, -2, 4, 1, -2, 4] },
        { "cast", """["x", 0, 0, {"dtype": "float32"}]""", [1, -2, 4] },
        { "split", """["x", 0, 0, {"num_or_size_splits": 3, "axis": 1}]""", [1] },
        { "split", """["x", 0, 0, {"num_or_size_splits": [2, 1], "axis": 1}]""", [1, -2] },
        { "concat", $$"""[{{Two.Replace("{}", """{"axis": -1}""", StringComparison.Ordinal)}}]""", [1, -2, 4, 1, -2, 4] },
        { "stack", $$"""[{{Two.Replace("{}", """{"axis": 2}""", StringComparison.Ordinal)}}]""", [1, 1, -2, -2, 4, 4] },
    };

    public static TheoryData<string, string, float[]> Parts => new()
    {
        { "a range", """[{"start": null, "stop": null, "step": null}, {"start": 1, "stop": null, "step": null}]""", [-2, 4] },
        { "a place", """[{"start": null, "stop": null, "step": null}, -1]""", [4] },
        { "steps", """[{"start": null, "stop": null, "step": null}, {"start": 0, "stop": 3, "step": 2}]""", [1, 4] },
        { "backwards", """[{"class_name": "__ellipsis__"}, {"start": null, "stop": null, "step": -1}]""", [4, -2, 1] },
        { "rest and new axis", """[{"class_name": "__ellipsis__"}, null]""", [1, -2, 4] },
    };

    public static TheoryData<string, string, string, string, float[]> Nodes => new()
    {
        { "Mul", """{"1": 2.0}""", "{}", """["x", 0, 0, {}]""", [2, -4, 8] },
        { "Sub", """{"0": 1.0}""", "{}", """["x", 0, 0, {}]""", [0, 3, -3] },
        { "AddV2", "{}", "{}", Two, [2, -4, 8] },
        { "Mean", """{"1": [1]}""", """{"keep_dims": {"b": true}, "T": {"type": "DT_FLOAT"}}""", """["x", 0, 0, {}]""", [1] },
        { "LeakyRelu", "{}", """{"alpha": {"f": 0.5}}""", """["x", 0, 0, {}]""", [1, -1, 4] },
        { "ConcatV2", """{"2": 1}""", """{"N": {"i": "2"}}""", Two, [1, -2, 4, 1, -2, 4] },
        { "ExpandDims", """{"1": 1}""", "{}", """["x", 0, 0, {}]""", [1, -2, 4] },
        { "Reshape", """{"1": [-1, 1, 3]}""", "{}", """["x", 0, 0, {}]""", [1, -2, 4] },
        { "Pack", "{}", """{"axis": {"i": "1"}, "N": {"i": "2"}}""", Two, [1, -2, 4, 1, -2, 4] },
    };

    [Theory, MemberData(nameof(Functions))]
    public void A_function_of_TensorFlow(string function, string call, float[] expected) => AssertGives(
        expected, $$"""{"class_name": "TFOpLambda", "config": {"name": "f", "trainable": true, "dtype": "float32", "function": "{{function}}"}, "name": "f", "inbound_nodes": [{{call}}]}""");

    [Theory, MemberData(nameof(Parts))]
    public void A_part_of_a_tensor(string what, string key, float[] expected)
    {
        Assert.NotEmpty(what);
        AssertGives(
            expected,
            $$$"""{"class_name": "SlicingOpLambda", "config": {"name": "f", "function": "__operators__.getitem"}, "name": "f", "inbound_nodes": [["x", 0, 0, {"slice_spec": {{{key}}}}]]}""");
    }

    [Theory, MemberData(nameof(Nodes))]
    public void A_node_of_a_graph_of_TensorFlow(string op, string constants, string attributes, string inputs, float[] expected) => AssertGives(
        expected,
        $$"""{"class_name": "TensorFlowOpLayer", "config": {"name": "{{op}}", "trainable": true, "dtype": "float32", "node_def": {"name": "{{op}}", "op": "{{op}}", "input": ["x"], "attr": {{attributes}} }, "constants": {{constants}} }, "name": "f", "inbound_nodes": [[{{inputs}}]]}""");

    [Fact]
    public void Channels_become_blocks_of_pixels()
    {
        const string layer = """{"class_name": "TensorFlowOpLayer", "config": {"name": "DepthToSpace", "node_def": {"op": "DepthToSpace", "attr": {"T": {"type": "DT_FLOAT"}, "data_format": {"s": "TkhXQw=="}, "block_size": {"i": "2"}}}, "constants": {}}, "name": "f", "inbound_nodes": [[["x", 0, 0, {}]]]}""";
        var model = Model.FromJson(Json(layer, "[null, 1, 1, 4]"));
        Assert.Equal([1, 2, 2, 1], model.Predict(Tensor.From<float>([1, 2, 3, 4], [1, 1, 1, 4])).Shape);
        Assert.Equal(model.ToJson(), Model.FromJson(model.ToJson()).ToJson());
    }

    [Theory]
    [InlineData("Multiply", "numpy", """[{0}, 2.5]""", new float[] { 2.5f, -5, 10 })]
    [InlineData("Subtract", "numpy", """[1, {0}]""", new float[] { 0, 3, -3 })]
    [InlineData("Add", "numpy", """[{0}, {{"class_name": "__numpy__", "config": {{"value": [1, 2, 3], "dtype": "float32"}}}}]""", new float[] { 2, 0, 7 })]
    [InlineData("GetItem", "numpy", """[{0}, [{{"class_name": "__slice__", "config": {{"start": null, "stop": null, "step": null}}}}, 1]]""", new float[] { -2 })]
    [InlineData("Relu6", "nn", """[{0}]""", new float[] { 1, 0, 4 })]
    public void An_operation_of_Keras_3(string name, string module, string arguments, float[] expected)
    {
        const string tensor = """{"class_name": "__keras_tensor__", "config": {"shape": [null, 3], "dtype": "float32", "keras_history": ["x", 0, 0]}}""";
        var call = string.Format(System.Globalization.CultureInfo.InvariantCulture, arguments, tensor);
        AssertGives(
            expected,
            $$$"""{"module": "keras.src.ops.{{{module}}}", "class_name": "{{{name}}}", "config": {"name": "f"}, "registered_name": "{{{name}}}", "name": "f", "inbound_nodes": [{"args": {{{call}}}, "kwargs": {}}]}""",
            version: "3.9.2");
    }

    private static void AssertGives(float[] expected, string layer, string version = "2.6.0")
    {
        var model = Model.FromJson(Json(layer, "[null, 3]", version));
        foreach (var each in new[] { model, Model.FromJson(model.ToJson()) })
        {
            var actual = each.Predict(new float[,] { { 1, -2, 4 } }).Cast(DType.Float32).ToArray<float>();
            Assert.Equal(expected.Length, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }
    }

    private static string Json(string layer, string shape, string version = "2.6.0") =>
        $$$"""{"class_name": "Functional", "keras_version": "{{{version}}}", "config": {"name": "m", "layers": [{"class_name": "InputLayer", "config": {"{{{(version[0] == '3' ? "batch_shape" : "batch_input_shape")}}}": {{{shape}}}, "dtype": "float32", "name": "x"}, "name": "x", "inbound_nodes": []}, {{{layer}}}], "input_layers": [["x", 0, 0]], "output_layers": [["f", 0, 0]]}}""";
}
