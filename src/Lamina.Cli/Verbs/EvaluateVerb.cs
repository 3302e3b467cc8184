using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.Cli.Data;
using Lamina.Cli.Training;
using Lamina.NN;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina evaluate MODEL DATA</c>: measures a saved model on a data set's test part, or on a file.</summary>
internal sealed class EvaluateVerb(Streams streams, CancellationToken cancellation)
{
    private readonly Argument<string?> _model = Arguments.Optional("MODEL", "A saved model: .keras, .h5 or .onnx");
    private readonly Argument<string?> _data = Arguments.Optional(
        "DATA", $"What to measure it on: {string.Join(", ", DataSource.Names)}, a .csv file with --target, or an .npz file with arrays x and y");

    private readonly Option<string?> _target = Words.Text(
        "--target", "COLUMN", "The column of a CSV file that is to be predicted; several with commas between them");

    private readonly Option<bool> _json = Words.Json();

    /// <summary>What the command line said.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="Data">The name of a data set, or a file.</param>
    /// <param name="Target">The column of a file that is to be predicted.</param>
    /// <param name="Json">Whether a program reads the result.</param>
    internal sealed record Settings(string Model, string Data, string? Target, bool Json);

    public Command ToCommand()
    {
        var command = new Command("evaluate", "Measures a saved model on the test part of a data set, or on a file.") { _model, _data, _target, _json };
        command.SetAction(parsed => Run(Read(parsed)));
        return command;
    }

    private Settings Read(ParseResult parsed)
    {
        if (Arguments.Read(parsed, _model, _data) is not [{ } model, { } data])
        {
            throw new UsageException("evaluate needs a model and a data set, such as: lamina evaluate digits.keras digits", "evaluate");
        }

        if (!TestData.IsFile(data))
        {
            DataSource.Get(data);
        }

        var target = parsed.GetValue(_target);
        return target is null || TestData.IsFile(data)
            ? new Settings(model, data, target, parsed.GetValue(_json))
            : throw new UsageException($"--target names a column of a CSV file; '{data}' is none.", target);
    }

    private int Run(Settings settings) => TestData.IsFile(settings.Data) ? RunFile(settings) : RunDataSet(settings);

    private int RunFile(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        var model = ModelFile.Load(settings.Model);
        if (model.Optimizer is null)
        {
            throw new UsageException(
                $"'{settings.Model}' is not compiled: it does not say by which loss and metrics it is measured."
                + (model.WhyNotCompiled is { } why ? $"\n  {why}" : "")
                + "\n  hint: lamina predict gives what it predicts.",
                settings.Model);
        }

        var data = TestData.Read(settings.Data, model, settings.Target);
        var logs = model.Evaluate([.. data.X], [.. data.Y], batchSize: 256);
        people.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{settings.Data}: {data.X[0].Shape[0]:N0} samples"));
        people.WriteLine(logs.ToString());
        if (settings.Json)
        {
            streams.Output.WriteLine(new JsonObject
            {
                ["model"] = settings.Model,
                ["data"] = settings.Data,
                ["samples"] = data.X[0].Shape[0],
                ["test"] = JsonParts.Of(logs),
            }.ToJsonString());
        }

        return 0;
    }

    private int RunDataSet(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        var source = DataSource.Get(settings.Data);
        var model = ModelFile.Load(settings.Model);
        var (_, test) = source.Load(new DownloadLine(people), cancellation);
        if (model.Inputs.Count != 1 || model.Inputs[0].Shape[1..] != test.X.Shape[1..]
            || model.Outputs.Count != 1 || model.Outputs[0].Shape != [Shape.Unknown, source.Classes.Count])
        {
            throw new UsageException(
                $"'{settings.Model}' does not fit {source.Name}.\n"
                + $"  the model: {string.Join(", ", model.Inputs.Select(x => x.Shape))} → {string.Join(", ", model.Outputs.Select(x => x.Shape))}\n"
                + $"  the data: {test.X.Shape.With(0, Shape.Unknown)}, {source.Classes.Count} classes",
                settings.Model);
        }

        if (model.Optimizer is null)
        {
            model.Compile(new Adam(), new SparseCategoricalCrossentropy(), metrics: ["accuracy"]);
        }

        var logs = model.Evaluate(test.X, test.Y, batchSize: 256);
        var prediction = model.Predict(test.X, batchSize: 256).ArgMax(-1).ToArray<int>();
        var confusion = new ConfusionMatrix(source.Classes.Count, test.Y.ToArray<int>(), prediction);
        people.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{source.Name}: {test.Count:N0} samples of the test set"));
        people.WriteLine(logs.ToString());
        people.WriteLine();
        confusion.Draw(people, source.Classes);
        if (settings.Json)
        {
            streams.Output.WriteLine(new JsonObject
            {
                ["model"] = settings.Model,
                ["dataset"] = source.Name,
                ["test"] = JsonParts.Of(logs),
                ["classes"] = JsonParts.Array(source.Classes.Select(name => (JsonNode?)name)),
                ["confusion"] = JsonParts.Of(confusion),
            }.ToJsonString());
        }

        return 0;
    }
}
