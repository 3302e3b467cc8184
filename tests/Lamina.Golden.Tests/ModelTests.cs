using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

public sealed class ModelTests
{
    public static TheoryData<string> Files => [.. FileNames];

    internal static IEnumerable<string> FileNames =>
        GoldenFolder.Find("*.json").Where(file => file.StartsWith("models/", StringComparison.Ordinal));

    [Theory, MemberData(nameof(Files))]
    public void A_model_of_Keras_is_built_and_written_again(string file)
    {
        var golden = Load(file);
        var config = golden["keras_zip"]!["config.json"]!;
        var model = Model.FromJson(config.ToJsonString());
        Assert.Equal(golden["count_params"]!.GetValue<long>(), model.CountParameters());
        var written = KerasObject.Write(model);
        written["compile_config"] = CompileConfig.Write(model, withOptimizer: true);
        Assert.Equal(PythonJson.Write(Plain(config)), PythonJson.Write(Plain(written)));

        var text = golden["to_json"]!;
        var expected = text is JsonValue ? JsonNode.Parse(text.GetValue<string>())! : text;
        Assert.Equal(PythonJson.Write(Plain(expected)), PythonJson.Write(Plain(JsonNode.Parse(model.ToJson())!)));
    }

    [Theory, MemberData(nameof(Files))]
    public void A_summary_is_printed_as_by_Keras(string file)
    {
        var golden = Load(file);
        var model = Model.FromJson(golden["keras_zip"]!["config.json"]!.ToJsonString());
        if (Text(golden, "summary").Contains("Optimizer params", StringComparison.Ordinal))
        {
            _ = model.Trainer!.State;
        }

        Assert.Equal(Text(golden, "summary"), model.Summary(null, new SummaryOptions(false, false), 80));
        Assert.Equal(Text(golden, "summary_wide_terminal"), model.Summary(null, new SummaryOptions(false, false), 200));
        Assert.Equal(Text(golden, "summary_line_length_120"), model.Summary(120, new SummaryOptions(false, false), 200));
        Assert.Equal(Text(golden, "summary_show_trainable"), model.Summary(null, new SummaryOptions(true, false), 80));
    }

    [Theory, MemberData(nameof(Files))]
    public void Weights_have_the_names_and_places_that_Keras_gives_them(string file)
    {
        var golden = Load(file);
        var model = Model.FromJson(golden["keras_zip"]!["config.json"]!.ToJsonString());

        // A layer that Keras built before its model, by adapting it, keeps the path that it had alone.
        string[] paths = [.. golden["weights"]!.AsArray().Select(weight => Text(weight!, "path"))];
        Assert.Equal(paths.Length, model.Weights.Count);
        Assert.All(paths.Zip(model.Weights), pair =>
            Assert.True(pair.Second.Path == pair.First || pair.Second.Path == $"{model.Name}/{pair.First}", $"{pair.First} is {pair.Second.Path}."));
        Assert.Equal(
            golden["weights_h5"]!.AsArray()
                .Where(item => Text(item!, "kind") == "dataset" && Text(item!, "path").StartsWith("/layers/", StringComparison.Ordinal))
                .Select(item => $"{Text(item!, "path")} [{string.Join(", ", item!["shape"]!.AsArray())}]")
                .Order(StringComparer.Ordinal),
            WeightPaths.OfLayers(model).Select(pair => $"/{pair.Path} {pair.Variable.Shape}").Order(StringComparer.Ordinal));
    }

    private static JsonNode Load(string file) => JsonNode.Parse(File.ReadAllText(Path.Combine(GoldenFolder.Root, file)))!;

    private static string Text(JsonNode node, string key) => node[key]!.GetValue<string>();

    // Without what may differ: marks of shared objects, and losses by name, which are the objects of that name.
    private static JsonNode Plain(JsonNode node)
    {
        var plain = node.DeepClone();
        Clean(plain);
        var compile = plain["compile_config"]!;
        compile["loss"] = Spelled(compile["loss"]);

        if (compile["optimizer"] is JsonObject optimizer)
        {
            (optimizer["module"], optimizer["registered_name"]) = ("keras.optimizers", null);
        }

        return plain;
    }

    private static JsonNode? Spelled(JsonNode? loss) => loss switch
    {
        JsonValue name => KerasObject.Write(Loss.Get(name.GetValue<string>())),
        JsonArray losses => new JsonArray([.. losses.Select(Spelled)]),
        _ => loss?.DeepClone(),
    };

    private static void Clean(JsonNode? node)
    {
        if (node is JsonObject members)
        {
            members.Remove("shared_object_id");
            foreach (var (_, value) in members)
            {
                Clean(value);
            }
        }
        else if (node is JsonArray items)
        {
            foreach (var item in items)
            {
                Clean(item);
            }
        }
    }
}
