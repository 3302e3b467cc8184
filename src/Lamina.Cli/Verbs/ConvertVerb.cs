using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.NN;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina convert IN OUT</c>: reads a model or weights of any kind and writes another.</summary>
internal sealed class ConvertVerb(Streams streams)
{
    private readonly Argument<string?> _in = Arguments.Optional("IN", "A model or weights; what they are is seen from their content");
    private readonly Argument<string?> _out = Arguments.Optional(
        "OUT", $"What to write; its ending says what: {string.Join(' ', Conversion.Endings)}");

    private readonly Option<string?> _weights = Words.Text(
        "--weights", "FILE", "Give the model the weights of another file: .weights.h5, .h5, .keras, .npz, .safetensors");

    private readonly Option<bool> _pytorch = new("--pytorch")
    {
        Description = "The weights have the names of PyTorch's modules: transpose them and give them to the layers",
    };

    private readonly Option<bool> _json = Words.Json();

    /// <summary>What the command line said.</summary>
    /// <param name="In">The file to read.</param>
    /// <param name="Out">The file to write.</param>
    /// <param name="Form">What that file holds.</param>
    /// <param name="Weights">A file with other weights.</param>
    /// <param name="IsPyTorch">Whether they have PyTorch's names.</param>
    /// <param name="Json">Whether a program reads the result.</param>
    internal sealed record Settings(string In, string Out, Conversion Form, string? Weights, bool IsPyTorch, bool Json);

    public Command ToCommand()
    {
        var command = new Command("convert", "Converts a model or weights into another kind of file.") { _in, _out, _weights, _pytorch, _json };
        command.SetAction(parsed => Run(Read(parsed)));
        return command;
    }

    private Settings Read(ParseResult parsed)
    {
        if (Arguments.Read(parsed, _in, _out) is not [{ } from, { } to])
        {
            throw new UsageException("convert needs two files, such as: lamina convert model.h5 model.keras", "convert");
        }

        var form = Conversion.Of(to);
        ModelFile.CheckFolder(to, "the result");
        var weights = parsed.GetValue(_weights);
        return weights is not null || !parsed.GetValue(_pytorch)
            ? new Settings(
                ModelFile.Existing(from), to, form, weights is null ? null : ModelFile.Existing(weights), parsed.GetValue(_pytorch), parsed.GetValue(_json))
            : throw new UsageException("--pytorch says what the names in the file of --weights are; give that too.", "--pytorch");
    }

    private int Run(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        var arrays = Conversion.ArraysOf(settings.In);
        var json = arrays is not null ? ConvertArrays(settings, arrays) : ConvertModel(settings, people);
        var bytes = new FileInfo(settings.Out).Length;
        people.WriteLine(string.Create(CultureInfo.InvariantCulture, $"saved {settings.Out}, {bytes:N0} bytes"));
        if (settings.Json)
        {
            json["from"] = settings.In;
            json["to"] = settings.Out;
            json["bytes"] = bytes;
            streams.Output.WriteLine(json.ToJsonString());
        }

        return 0;
    }

    private static JsonObject ConvertModel(Settings settings, TextStream people)
    {
        var (model, report) = settings.Weights is null ? (Model.Load(settings.In, out var loaded), loaded) : ModelFile.LoadLayers(settings.In);
        if (report is not null)
        {
            Write(people, report);
        }

        if (settings.Weights is { } weights)
        {
            Write(people, model.LoadWeights(weights, names: settings.IsPyTorch ? NameMap.PyTorch : null));
        }

        settings.Form.Write(model, settings.Out);
        return new JsonObject { ["model"] = model.Name, ["parameters"] = model.CountParameters() };
    }

    private static JsonObject ConvertArrays(Settings settings, IReadOnlyList<KeyValuePair<string, Tensor>> arrays)
    {
        if (settings.Form.WriteArrays is not { } write || settings.Weights is not null)
        {
            throw new UsageException(
                $"'{settings.In}' holds weights and no model; "
                + (settings.Weights is null ? $"a {settings.Form.Ending} file holds a whole one." : "--weights are given to a model.")
                + $"\n  hint: lamina convert MODEL {settings.Out} --weights {settings.In} takes the layers from a file that has them.",
                settings.In);
        }

        write(settings.Out, arrays);
        return new JsonObject { ["arrays"] = arrays.Count };
    }

    private static void Write(TextStream people, WeightReport report)
    {
        people.WriteLine(report.ToString().Split('\n')[0]);
        foreach (var note in report.Notes)
        {
            people.WriteLine($"  note: {note}");
        }
    }
}
