using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Lamina.Cli.Training;
using Lamina.NN;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina evaluate MODEL DATA</c>: measures a saved classifier on a data set's test part.</summary>
internal sealed class EvaluateVerb(Streams streams, CancellationToken cancellation)
{
    private readonly Argument<string?> _model = new("MODEL") { Description = "A saved model", Arity = ArgumentArity.ZeroOrOne };
    private readonly Argument<string?> _data = new("DATA")
    {
        Description = "What to measure it on: " + string.Join(", ", DataSource.Names),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<bool> _json = Words.Json();

    /// <summary>What the command line said.</summary>
    /// <param name="Model">The model's file.</param>
    /// <param name="Source">The data.</param>
    /// <param name="Json">Whether a program reads the result.</param>
    internal sealed record Settings(string Model, DataSource Source, bool Json);

    public Command ToCommand()
    {
        var command = new Command("evaluate", "Measures a saved model on the test part of a data set.") { _model, _data, _json };
        command.SetAction(parsed => Run(Read(parsed)));
        return command;
    }

    private Settings Read(ParseResult parsed)
    {
        string?[] words = [parsed.GetValue(_model), parsed.GetValue(_data)];
        if (Array.Find(words, word => word is ['-', ..]) is { } option)
        {
            throw App.Unknown(option, parsed.CommandResult.Command);
        }

        return words is [{ } model, { } data]
            ? new Settings(model, DataSource.Get(data), parsed.GetValue(_json))
            : throw new UsageException("evaluate needs a model and a data set, such as: lamina evaluate digits.keras digits", "evaluate");
    }

    private int Run(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        var source = settings.Source;
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
