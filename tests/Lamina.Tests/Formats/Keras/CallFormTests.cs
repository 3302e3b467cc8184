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

    private static Dictionary<string, JsonNode> Nodes(Model model) => JsonNode.Parse(model.ToJson())!["config"]!["layers"]!.AsArray()
        .Where(layer => layer!["inbound_nodes"]!.AsArray().Count > 0)
        .ToDictionary(layer => (string)layer!["name"]!, layer => layer!["inbound_nodes"]![0]!);

    private static void ComesBack(Model model)
    {
        var other = Model.FromJson(model.ToJson());
        Assert.Equal(model.ToJson(), other.ToJson());
        other.SetWeights(model.GetWeights());
        Tensor[] x = [.. model.Inputs.Select((input, i) => NN.Training.Normal(i, [2, .. input.Shape[1..]]))];
        Assert.Equal(model.Call(x, new CallContext(training: false))[0].ToArray(), other.Call(x, new CallContext(training: false))[0].ToArray());
    }
}
