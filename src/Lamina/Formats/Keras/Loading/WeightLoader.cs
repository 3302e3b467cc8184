using Lamina.Formats.Hdf5;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Loads the arrays of a file into a model, with all that training needs to go on where it is there.</summary>
internal static class WeightLoader
{
    private const string ModelWeights = "model_weights";
    private const string OptimizerWeights = "optimizer_weights";

    /// <summary>Loads an HDF5 file of any form that Keras writes.</summary>
    public static WeightReport Load(Model model, Hdf5Group root, string name, WeightOptions options)
    {
        var weights = root.Find(ModelWeights) as Hdf5Group ?? root;
        if (LegacyWeights.Has(weights))
        {
            return LoadLegacy(model, root, weights, name, options);
        }

        var container = WeightContainer.Of(root);
        return container.Weights.Count > 0 || model.Weights.Count == 0
            ? Load(model, container, name, options)
            : throw new LaminaFormatException(
                $"{name}: weights of Keras lie in groups 'layers', or in 'model_weights' with an attribute 'layer_names';"
                + $" this file has {string.Join(", ", root.Names.Take(8).Select(group => $"'{group}'").DefaultIfEmpty("neither"))}.");
    }

    /// <summary>Loads arrays that lie by the places of layers.</summary>
    public static WeightReport Load(Model model, WeightContainer container, string name, WeightOptions options)
    {
        RequireBuilt(model, name, container.Weights.Count);
        var assignment = Begin(name, options);
        PlaceMatcher.Match(model, container, assignment);
        var optimizer = new OptimizerMatcher(model, assignment);
        optimizer.Match(container.Optimizer);
        return Finish(model, assignment, optimizer, path => container.Own.Find(array => array.Name == path), options);
    }

    /// <summary>The version and backend that a file names; the group of weights may say it, or the root.</summary>
    public static LegacyDialect DialectOf(Hdf5Group weights, Hdf5Group root) => new(
        TextOf(weights, "keras_version") ?? TextOf(root, "keras_version"), TextOf(weights, "backend") ?? TextOf(root, "backend"));

    /// <summary>A text that is noted on an object; null where there is none.</summary>
    public static string? TextOf(Hdf5Object node, string attribute) => node.Attributes.GetValueOrDefault(attribute)?.Text;

    private static WeightReport LoadLegacy(
        Model model, Hdf5Group root, Hdf5Group weights, string name, WeightOptions options)
    {
        var layers = LegacyWeights.Read(weights, name);
        var dialect = DialectOf(weights, root).Guess(layers);
        RequireBuilt(model, name, layers.Sum(layer => layer.Arrays.Count));
        var assignment = Begin(name, options);
        new LegacyMatcher(model, dialect, assignment).Match(layers, options.ByName);
        var optimizer = new OptimizerMatcher(model, assignment);
        if (!options.ByName && root.Find(OptimizerWeights) is Hdf5Group optimizerGroup)
        {
            var arrays = LegacyWeights.Arrays(optimizerGroup, name);
            if (dialect.HasNewOptimizers)
            {
                optimizer.Match(arrays);
            }
            else
            {
                optimizer.MatchOld(arrays, Unchanged(assignment), dialect);
            }
        }

        return Finish(model, assignment, optimizer, Own, options);

        SourceArray? Own(string path) => root.Find(path) as Hdf5Dataset is { } dataset ? SourceArray.Of(path, dataset) : null;
    }

    // The names in the file of weights whose values are taken as they are.
    private static Dictionary<string, Variable> Unchanged(Assignment assignment)
    {
        var names = new Dictionary<string, Variable>();
        foreach (var (variable, array, _) in assignment.Pairs.Where(pair => pair.Array.Conversion is null))
        {
            names.TryAdd(LegacyWeights.PlainOf(array.Name), variable);
        }

        return names;
    }

    private static void RequireBuilt(Model model, string name, int count)
    {
        if (!model.IsBuilt && count > 0)
        {
            throw new LaminaFormatException(
                $"{name}: the file has {count} arrays for '{model.Name}', which is not built and so has no weights yet."
                + "\n  hint: begin the model with an Input, or call Build with the shape of its input.");
        }
    }

    private static Assignment Begin(string name, WeightOptions options)
    {
        var assignment = new Assignment(name);
        foreach (var note in options.Notes)
        {
            assignment.Note(note);
        }

        return assignment;
    }

    // Lamina's own arrays: what the next training step draws its random numbers from.
    private static WeightReport Finish(
        Model model, Assignment assignment, OptimizerMatcher optimizer, Func<string, SourceArray?> own, WeightOptions options)
    {
        if (model.Trainer is { } trainer && own(WeightPaths.Step) is { } step && step.Fits(trainer.Step))
        {
            assignment.Set(trainer.Step, step, WeightMatching.Path);
        }

        var keys = own(WeightPaths.Keys)?.Read();
        var report = assignment.Apply(options.SkipMismatch, options.IsNewModel);
        if (optimizer.IsBeginning)
        {
            model.Trainer!.State.CopyWeights();
        }

        WeightSet.RestoreKeys(model, keys);
        return report;
    }
}
