using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

public sealed class CallFormTests
{
    [Fact]
    public void A_merge_is_called_with_a_list_and_attention_with_arguments()
    {
        var (a, b) = (new Input(3, 4), new Input(5, 4));
        var attention = new MultiHeadAttention(2, 3);
        var model = new Model([a, b], [new Add().Apply(attention.Apply(a, b), a)]);
        var nodes = Nodes(model);
        Assert.Single(nodes["add"]["args"]!.AsArray());
        Assert.Equal(2, nodes["add"]["args"]![0]!.AsArray().Count);
        Assert.Equal(2, nodes["multi_head_attention"]["args"]!.AsArray().Count);
        ComesBack(model);
    }

    [Fact]
    public void First_states_of_a_recurrent_layer_have_a_name()
    {
        var (x, h, c) = (new Input(3, 4), new Input(2), new Input(2));
        var model = new Model([x, h, c], [new LSTM(2).Apply(x, h, c)[0]]);
        var call = Nodes(model)["lstm"];
        Assert.Single(call["args"]!.AsArray());
        Assert.Equal(2, call["kwargs"]!["initial_state"]!.AsArray().Count);
        Assert.True(call["kwargs"]!.AsObject().ContainsKey("mask"));
        ComesBack(model);
    }

    [Fact]
    public void A_key_may_stand_under_its_name()
    {
        var (a, b) = (new Input(3, 4), new Input(5, 4));
        var model = new Model([a, b], [new MultiHeadAttention(2, 3).Apply(a, b, b)]);
        var json = JsonNode.Parse(model.ToJson())!;
        var call = json["config"]!["layers"]!.AsArray().Single(layer => (string?)layer!["class_name"] == "MultiHeadAttention")!["inbound_nodes"]![0]!;
        var arguments = call["args"]!.AsArray();
        var key = arguments[2]!;
        arguments.RemoveAt(2);
        call["kwargs"]!["key"] = key;
        Assert.Equal(model.ToJson(), Model.FromJson(json.ToJsonString()).ToJson());
    }

    [Theory]
    [InlineData("scale", "2", "scale=2")]
    [InlineData("training", "1", "training=1")]
    [InlineData("reverse", "true", "reverse=true")]
    public void What_a_call_cannot_say_is_refused(string name, string value, string shown)
    {
        var a = new Input(3, 4);
        var json = JsonNode.Parse(new Model([a], [new MultiHeadAttention(2, 3).Apply(a, a)]).ToJson())!;
        json["config"]!["layers"]![1]!["inbound_nodes"]![0]!["kwargs"]![name] = JsonNode.Parse(value);
        var error = Assert.Throws<LaminaFormatException>(() => Model.FromJson(json.ToJsonString()));
        Assert.Contains(
            $"layer 'multi_head_attention' is called with {shown}, which its calls do not know here.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_call_of_attention_says_stands_under_Keras_names()
    {
        var (a, b, mask) = (new Input(3, 4), new Input(5, 4), new Input(3, 5));
        var layer = new MultiHeadAttention(2, 3);
        var (output, scores) = layer.ApplyWithScores(a, b, attentionMask: mask, useCausalMask: true);
        var model = new Model([a, b, mask], [output, scores]);
        var call = Nodes(model)["multi_head_attention"];
        Assert.Equal(2, call["args"]!.AsArray().Count);
        Assert.Equal(["attention_mask", "return_attention_scores", "use_causal_mask"], call["kwargs"]!.AsObject().Select(pair => pair.Key).Order());
        Assert.Equal("input_layer_2", (string?)call["kwargs"]!["attention_mask"]!["config"]!["keras_history"]![0]);
        Assert.True((bool)call["kwargs"]!["use_causal_mask"]!);
        ComesBack(model);
    }

    [Fact]
    public void Plain_attention_is_called_with_a_list_and_its_masks_are_one()
    {
        var (a, b) = (new Input(3, 4), new Input(5, 4));
        var model = new Model([a, b], [new Attention().Apply(a, b, useCausalMask: true)]);
        var call = Nodes(model)["attention"];
        Assert.Equal(2, Assert.Single(call["args"]!.AsArray())!.AsArray().Count);
        Assert.Equal(["use_causal_mask"], call["kwargs"]!.AsObject().Select(pair => pair.Key));
        ComesBack(model);

        var json = JsonNode.Parse(model.ToJson())!;
        var layers = json["config"]!["layers"]!.AsArray();
        var tensor = layers[2]!["inbound_nodes"]![0]!["args"]![0]![0]!.DeepClone();
        layers[2]!["inbound_nodes"]![0]!["kwargs"]!["mask"] = new JsonArray(tensor, null);
        tensor["config"]!["keras_history"]![0] = "mask";
        var mask = layers[0]!.DeepClone();
        (mask["name"], mask["config"]!["name"], mask["config"]!["dtype"], mask["config"]!["batch_shape"]) = ("mask", "mask", "bool", new JsonArray(null, 3));
        layers.Add(mask);
        json["config"]!["input_layers"]!.AsArray().Add((JsonNode)new JsonArray("mask", 0, 0));
        var masked = Model.FromJson(json.ToJsonString());
        Tensor[] x = [NN.Training.Normal(1, 1, 3, 4), NN.Training.Normal(2, 1, 5, 4), ((Tensor)new[] { true, false, true }).Reshape([1, 3])];
        var y = masked.Call(x, new CallContext(training: false))[0].ToArray();
        Assert.All(y[4..8], value => Assert.Equal(0, value));
        Assert.DoesNotContain(0f, y[..4]);
        ComesBack(masked, x);
    }

    [Fact]
    public void A_mask_of_scores_is_named_or_stands_behind_them()
    {
        var (a, mask) = (new Input(3), new Input(3));
        var model = new Model([a, mask], [new Softmax().Apply(a, mask)]);
        var json = JsonNode.Parse(model.ToJson())!;
        var call = json["config"]!["layers"]![2]!["inbound_nodes"]![0]!;
        var tensor = call["kwargs"]!["mask"]!.DeepClone();
        call["kwargs"] = new JsonObject();
        call["args"]!.AsArray().Add((JsonNode?)tensor);
        Tensor[] x = [new float[,] { { 1, 2, 3 } }, new float[,] { { 1, 0, 1 } }];
        var other = Model.FromJson(json.ToJsonString());
        Assert.Equal(model.ToJson(), other.ToJson());
        var y = Predicted(other, x);
        Assert.Equal(0, y[1]);
        Assert.Equal(1, y.Sum(), 1e-6);
        ComesBack(model, x);
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_call_may_say_whether_it_trains(string flag)
    {
        var a = new Input(400);
        var json = JsonNode.Parse(new Model([a], [new Dropout(0.5).Apply(a)]).ToJson())!;
        json["config"]!["layers"]![1]!["inbound_nodes"]![0]!["kwargs"]!["training"] = JsonNode.Parse(flag);
        var model = Model.FromJson(json.ToJsonString());
        Assert.Equal(flag, model.ToJson().Contains("\"training\": true", StringComparison.Ordinal) ? "true" : "false");
        foreach (var training in new[] { true, false })
        {
            var y = model.Call([Tensor.Ones([1, 400])], new CallContext(training))[0].ToArray();
            Assert.Equal(flag == "true", y.Contains(0));
        }
    }

    [Fact]
    public void A_reversible_embedding_is_called_in_either_direction()
    {
        var a = new Input(new InputConfig { BatchShape = [Shape.Unknown, 4], DType = DType.Int32 });
        var embedding = new ReversibleEmbedding(7, 3);
        var model = new Model([a], [embedding.ApplyReverse(embedding.Apply(a))]);
        Assert.Equal([Shape.Unknown, 4, 7], model.Outputs[0].Shape);
        var calls = JsonNode.Parse(model.ToJson())!["config"]!["layers"]![1]!["inbound_nodes"]!.AsArray();
        Assert.Empty(calls[0]!["kwargs"]!.AsObject());
        Assert.True((bool)calls[1]!["kwargs"]!["reverse"]!);
        ComesBack(model, ((Tensor)new[] { 1, 2, 6, 0 }).Reshape([1, 4]));
    }

    [Fact]
    public void Masks_that_Keras_computes_by_operations_are_read()
    {
        var a = new Input(4);
        var model = new Model([a], [new LSTM(2).Apply(new Embedding(5, 3, maskZero: true).Apply(a))]);
        var json = JsonNode.Parse(model.ToJson())!;
        var layers = json["config"]!["layers"]!.AsArray();
        var tensor = layers[1]!["inbound_nodes"]![0]!["args"]![0]!;
        layers.Insert(2, new JsonObject
        {
            ["module"] = "keras.src.ops.numpy",
            ["class_name"] = "NotEqual",
            ["config"] = new JsonObject { ["name"] = "not_equal" },
            ["registered_name"] = "NotEqual",
            ["name"] = "not_equal",
            ["inbound_nodes"] = new JsonArray(new JsonObject { ["args"] = new JsonArray(tensor.DeepClone(), 0), ["kwargs"] = new JsonObject() }),
        });
        var mask = tensor.DeepClone();
        (mask["config"]!["keras_history"]![0], mask["config"]!["dtype"]) = ("not_equal", "bool");
        layers[3]!["inbound_nodes"]![0]!["kwargs"]!["mask"] = mask;
        var other = Model.FromJson(json.ToJsonString());
        other.SetWeights(model.GetWeights());
        Tensor x = new float[,] { { 1, 0, 3, 0 }, { 0, 0, 2, 4 } };
        Assert.Equal(Predicted(model, x), Predicted(other, x));
        ComesBack(other, x);
    }

    private static float[] Predicted(Model model, params Tensor[] x) => model.Call(x, new CallContext(training: false))[0].ToArray();

    private static Dictionary<string, JsonNode> Nodes(Model model) => JsonNode.Parse(model.ToJson())!["config"]!["layers"]!.AsArray()
        .Where(layer => layer!["inbound_nodes"]!.AsArray().Count > 0)
        .ToDictionary(layer => (string)layer!["name"]!, layer => layer!["inbound_nodes"]![0]!);

    private static void ComesBack(Model model, params Tensor[] given)
    {
        var other = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), other.ToJson());
        other.SetWeights(model.GetWeights());
        Tensor[] x = given.Length > 0 ? given : [.. model.Inputs.Select((input, i) => NN.Training.Normal(i, [2, .. input.Shape[1..]]))];
        Assert.Equal(model.Call(x, new CallContext(training: false))[0].ToArray(), other.Call(x, new CallContext(training: false))[0].ToArray());
    }
}
