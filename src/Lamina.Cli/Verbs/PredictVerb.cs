using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.Cli.Data;
using Lamina.Cli.Tables;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina predict MODEL</c>: gives a saved model data and keeps or shows what it answers.</summary>
internal sealed class PredictVerb(Streams streams)
{
    private readonly Argument<string?> _model = Arguments.Optional("MODEL", "A saved model: .keras, .h5 or .onnx");
    private readonly Argument<string?> _table = Arguments.Optional("FILE.csv", "The samples as rows, with a line of names above");
    private readonly Option<string[]> _input = Words.Texts(
        "--input", "[NAME=]FILE", "The samples as an array: .npy, or .npz with an array for each input; once for each input");

    private readonly Option<string?> _output = Words.Text(
        "--output", "FILE", "Where to save the predictions: .npy, .npz or .csv; without it they are shown");

    private readonly Option<int?> _batch = Words.Whole("--batch", "Samples a step; 32 by default", min: 1);
    private readonly Option<bool> _json = Words.Json();

    /// <summary>What the command line said.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="Table">The samples as a CSV file; null where they are arrays.</param>
    /// <param name="Inputs">The samples as arrays.</param>
    /// <param name="Output">Where to save the predictions; null to show them.</param>
    /// <param name="Batch">Samples a step.</param>
    /// <param name="Json">Whether a program reads the result.</param>
    internal sealed record Settings(string Model, string? Table, IReadOnlyList<string> Inputs, string? Output, int Batch, bool Json);

    public Command ToCommand()
    {
        var command = new Command("predict", "Gives data to a saved model, and shows or saves what it predicts.")
        {
            _model, _table, _input, _output, _batch, _json,
        };
        command.SetAction(parsed => Run(Read(parsed)));
        return command;
    }

    private Settings Read(ParseResult parsed)
    {
        if (Arguments.Read(parsed, _model, _table) is not [{ } model, var table])
        {
            throw new UsageException("predict needs a model and data, such as: lamina predict digits.keras --input digits.npy", "predict");
        }

        string[] inputs = parsed.GetValue(_input) ?? [];
        if ((table is null) == (inputs.Length == 0))
        {
            throw new UsageException(
                table is null
                    ? "predict needs data for the model: --input FILE.npy, or a CSV file."
                    : $"predict takes its data from --input or from a CSV file; both are given.",
                table);
        }

        if (table is not null && !table.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
        {
            throw new UsageException($"a table of samples is a file that ends in .csv; '{table}' does not.\n  hint: arrays are given with --input {table}", table);
        }

        var output = parsed.GetValue(_output);
        if (output is not null)
        {
            Predictions.CheckTarget(output);
        }

        return new Settings(model, table, inputs, output, parsed.GetValue(_batch) ?? 32, parsed.GetValue(_json));
    }

    private int Run(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        var model = ModelFile.Load(settings.Model);
        if (settings.Output is { } target)
        {
            Predictions.CheckTarget(target, model);
        }

        var inputs = settings.Table is { } table ? CsvSamples.Read(table, model, []).Inputs() : InputFiles.Read(model, settings.Inputs);
        var predictions = Predictions.Of(model, inputs, settings.Batch);
        var head = string.Create(CultureInfo.InvariantCulture, $"{settings.Model}: {predictions.Count:N0} samples");
        people.WriteLine(head);
        if (settings.Output is { } output)
        {
            predictions.Write(output);
            people.WriteLine($"saved {output}");
        }
        else if (!settings.Json)
        {
            predictions.Show(people);
        }

        if (settings.Json)
        {
            streams.Output.WriteLine(ToJson(settings, predictions).ToJsonString());
        }

        return 0;
    }

    private static JsonObject ToJson(Settings settings, Predictions predictions)
    {
        var json = new JsonObject
        {
            ["model"] = settings.Model,
            ["samples"] = predictions.Count,
            ["outputs"] = predictions.ToJson(withValues: settings.Output is null),
        };
        if (settings.Output is { } output)
        {
            json["file"] = output;
        }

        return json;
    }
}
