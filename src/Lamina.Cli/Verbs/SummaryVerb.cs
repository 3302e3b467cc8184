using System.CommandLine;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina summary MODEL</c>: shows a model's layers, shapes and numbers of weights.</summary>
internal sealed class SummaryVerb(Streams streams)
{
    private readonly Argument<string?> _model = Arguments.Optional("MODEL", "A saved model: .keras, .h5 or .onnx; or the JSON text of its configuration");
    private readonly Option<bool> _nested = new("--nested") { Description = "Show the layers of models within the model too" };
    private readonly Option<bool> _json = Words.Json();

    public Command ToCommand()
    {
        var command = new Command("summary", "Shows a model's layers, their output shapes and numbers of weights.")
        {
            _model, _nested, _json,
        };
        command.SetAction(parsed => Run(
            Arguments.Read(parsed, _model)[0] ?? throw new UsageException("summary needs a model, such as: lamina summary digits.keras", "summary"),
            parsed.GetValue(_nested),
            parsed.GetValue(_json)));
        return command;
    }

    private int Run(string path, bool isNested, bool isJson)
    {
        var (model, _) = ModelFile.LoadLayers(path);
        var people = isJson ? streams.Error : streams.Output;
        people.Writer.Write(model.Summary(people.Columns, new SummaryOptions(ShowTrainable: false, isNested), people.Columns)
            .ReplaceLineEndings(people.Writer.NewLine));
        if (isJson)
        {
            streams.Output.WriteLine(ToJson(path, model).ToJsonString());
        }

        return 0;
    }

    private static JsonObject ToJson(string path, Model model) => new()
    {
        ["model"] = path,
        ["name"] = model.Name,
        ["class"] = model.KerasName,
        ["inputs"] = JsonParts.Array(model.Inputs.Select(Of)),
        ["outputs"] = JsonParts.Array(model.Outputs.Select(Of)),
        ["layers"] = JsonParts.Array(model.Layers.Select(layer => (JsonNode)new JsonObject
        {
            ["name"] = layer.Name,
            ["class"] = layer.KerasName,
            ["parameters"] = layer.CountParameters(),
            ["trainable"] = layer.Trainable,
        })),
        ["parameters"] = model.CountParameters(),
        ["trainableParameters"] = model.TrainableWeights.Sum(weight => (long)weight.Shape.Size),
        ["isCompiled"] = model.Optimizer is not null,
    };

    private static JsonNode Of(KerasTensor tensor) => new JsonObject
    {
        ["name"] = tensor.Name,
        ["dtype"] = tensor.DType.KerasName,
        ["shape"] = JsonParts.Of(tensor.Shape),
    };
}
