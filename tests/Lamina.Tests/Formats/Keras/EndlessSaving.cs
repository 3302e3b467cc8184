using System.Diagnostics;
using Lamina.NN;

namespace Lamina.Tests.Formats.Keras;

/// <summary>Saves a model onto one file over and over, all weights of which are the number of the time.</summary>
internal static class EndlessSaving
{
    public const string Ready = "saved";

    // Nobody is left to end it when the test itself is killed.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>Saves until the process is killed; says so behind the first time.</summary>
    public static int Run(string path, int number)
    {
        var (model, clock) = (Create(), Stopwatch.StartNew());
        for (var first = number; clock.Elapsed < Longest; number++)
        {
            Save(model, path, number);
            if (number == first)
            {
                Console.WriteLine(Ready);
            }
        }

        return 0;
    }

    public static Model Create() => new Sequential([new Input(256), new Dense(512), new Dense(512), new Dense(256)]);

    public static void Save(Model model, string path, int number)
    {
        foreach (var weight in model.Weights)
        {
            weight.Floats.Fill(number);
        }

        if (IsOfWeights(path))
        {
            model.SaveWeights(path);
        }
        else
        {
            model.Save(path);
        }
    }

    /// <summary>The number of which all weights of a file are.</summary>
    public static int Load(string path)
    {
        var model = IsOfWeights(path) ? Create() : Model.Load(path);
        if (IsOfWeights(path))
        {
            model.LoadWeights(path);
        }

        return (int)Assert.Single(model.Weights.SelectMany(weight => weight.ToArray()).Distinct());
    }

    private static bool IsOfWeights(string path) => path.Contains(".weights.", StringComparison.Ordinal);
}
