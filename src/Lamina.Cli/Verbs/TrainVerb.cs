using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Lamina.Cli.Training;
using Lamina.Data;
using Lamina.NN;

namespace Lamina.Cli.Verbs;

/// <summary><c>lamina train DATA</c>: trains a classifier, tests and saves it.</summary>
internal sealed class TrainVerb(Streams streams, CancellationToken cancellation)
{
    private readonly Argument<string?> _data = new("DATA")
    {
        Description = "What to learn: " + string.Join(", ", DataSource.Names),
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int[]?> _layers = Words.Sizes("--layers", "Units of the hidden layers");
    private readonly Option<Activation?> _activation = Words.Name("--activation", "Activation of the hidden layers", Activation.Get);
    private readonly Option<double?> _dropout = Words.Number(
        "--dropout", "Share of hidden outputs that training drops", x => x is >= 0 and < 1, "a share from 0 to below 1");

    private readonly Option<Optimizer?> _optimizer = Words.Name("--optimizer", "How weights follow gradients", Optimizer.Get);
    private readonly Option<double?> _lr = Words.Number("--lr", "Learning rate", x => x > 0, "a number above 0");
    private readonly Option<int?> _batch = Words.Whole("--batch", "Samples a step", min: 1);
    private readonly Option<int?> _epochs = Words.Whole("--epochs", "Passes over the data, at most", min: 1);
    private readonly Option<int?> _patience = Words.Whole(
        "--patience", "Epochs without a better validation loss after which training stops", min: 0);

    private readonly Option<double?> _validation = Words.Number(
        "--validation", "Share of the training samples to validate with", x => x is > 0 and < 1, "a share between 0 and 1");

    private readonly Option<int?> _seed = Words.Whole("--seed", "Where randomness begins: the same seed gives the same model", min: 0);
    private readonly Option<int?> _threads = Words.Whole("--threads", "Threads to use; all processors by default", min: 1);
    private readonly Option<string?> _out = Words.Text("--out", "FILE", "Where to save the model; DATA.keras by default");
    private readonly Option<bool> _json = Words.Json();

    /// <summary>What the command line said.</summary>
    /// <param name="Source">The data.</param>
    /// <param name="Recipe">The data's recipe with the changes asked for.</param>
    /// <param name="Seed">Where randomness begins.</param>
    /// <param name="Threads">Threads to use; all processors when null.</param>
    /// <param name="Out">Where to save the model.</param>
    /// <param name="Json">Whether a program reads the result.</param>
    internal sealed record Settings(DataSource Source, Recipe Recipe, int Seed, int? Threads, string Out, bool Json);

    public Command ToCommand()
    {
        var command = new Command("train", "Trains a network on a data set, tests it and saves it.")
        {
            _data, _layers, _activation, _dropout, _optimizer, _lr, _batch, _epochs, _patience, _validation, _seed, _threads, _out, _json,
        };
        command.SetAction(parsed => Run(Read(parsed)));
        return command;
    }

    private Settings Read(ParseResult parsed)
    {
        var name = parsed.GetValue(_data) ?? throw new UsageException(
            $"train needs the name of a data set.\n  known: {string.Join(", ", DataSource.Names)}", "train");
        if (name.StartsWith('-'))
        {
            throw App.Unknown(name, parsed.CommandResult.Command);
        }

        var source = DataSource.Get(name);
        var usual = source.Recipe;
        var optimizer = parsed.GetValue(_optimizer) ?? usual.Optimizer;
        var recipe = usual with
        {
            // An absent list would read as an empty one.
            Layers = parsed.GetResult(_layers) is null ? usual.Layers : parsed.GetValue(_layers)!,
            Activation = parsed.GetValue(_activation) ?? usual.Activation,
            Dropout = parsed.GetValue(_dropout) ?? usual.Dropout,
            Optimizer = optimizer with { LearningRate = parsed.GetValue(_lr) ?? optimizer.LearningRate },
            Batch = parsed.GetValue(_batch) ?? usual.Batch,
            Epochs = parsed.GetValue(_epochs) ?? usual.Epochs,
            Patience = parsed.GetValue(_patience) ?? usual.Patience,
            Validation = parsed.GetValue(_validation) ?? usual.Validation,
        };
        return new Settings(
            source, recipe, parsed.GetValue(_seed) ?? 0, parsed.GetValue(_threads), parsed.GetValue(_out) ?? $"{name}.keras", parsed.GetValue(_json));
    }

    private int Run(Settings settings)
    {
        var people = settings.Json ? streams.Error : streams.Output;
        if (settings.Threads is { } threads)
        {
            // Read when the first plan runs.
            Environment.SetEnvironmentVariable("LAMINA_THREADS", threads.ToString(CultureInfo.InvariantCulture));
        }

        ModelFile.CheckTarget(settings.Out);
        var outcome = Train(settings, people);
        outcome = outcome with { File = ModelFile.Save(outcome.Model, settings.Out) };
        outcome.Write(people);
        if (settings.Json)
        {
            streams.Output.WriteLine(outcome.ToJson());
        }

        return 0;
    }

    private Outcome Train(Settings settings, TextStream people)
    {
        var (source, recipe) = (settings.Source, settings.Recipe);
        Seed.Set(settings.Seed);
        var (train, test) = source.Load(new DownloadLine(people), cancellation);
        var model = recipe.BuildClassifier(source.Prepare(train), source.Classes.Count);
        Introduce(source, recipe, train, test, model, people);

        var stopping = new EarlyStopping("val_loss", patience: recipe.Patience, restoreBestWeights: true);
        var watch = Stopwatch.StartNew();
        var history = model.Fit(
            train.X, train.Y, recipe.Batch, recipe.Epochs, verbose: 0, validationSplit: recipe.Validation,
            callbacks: [stopping, new TrainingLine(people)], cancellationToken: cancellation);
        watch.Stop();

        var prediction = model.Predict(test.X, batchSize: 256).ArgMax(-1).ToArray<int>();
        return new Outcome
        {
            Source = source,
            Model = model,
            History = history,
            BestEpoch = stopping.BestEpoch + 1,
            Time = watch.Elapsed,
            Test = model.Evaluate(test.X, test.Y, batchSize: 256),
            Confusion = new ConfusionMatrix(source.Classes.Count, test.Y.ToArray<int>(), prediction),
        };
    }

    private static void Introduce(
        DataSource source, Recipe recipe, Samples train, Samples test, Sequential model, TextStream people)
    {
        var sizes = recipe.Layers.Append(source.Classes.Count).Prepend(train.X.Shape[1..].Size);
        people.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{source.Name}: {train.Count:N0} samples to train, {test.Count:N0} to test"));
        people.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"model: {string.Join(" → ", sizes)} units, {model.CountParameters():N0} weights"));
    }
}
