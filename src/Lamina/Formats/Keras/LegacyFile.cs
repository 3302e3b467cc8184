using System.Text;
using Lamina.Formats.Hdf5;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The <c>.h5</c> file of a whole model, as Keras 3.16 writes it.</summary>
internal static class LegacyFile
{
    private const string ModelWeights = "model_weights";
    private const string OptimizerWeights = "optimizer_weights";
    private const string WeightNames = "weight_names";

    // Whose conventions for kernels the arrays follow: old readers turn those of others around.
    private const string Backend = "tensorflow";

    public static void Write(string path, Model model) => AtomicFile.Write(path, Of(model).Write);

    /// <summary>The content of the file.</summary>
    /// <exception cref="NotSupportedException">A part of the model has no counterpart in Keras, or none in this
    /// form.</exception>
    public static Hdf5Tree Of(Model model)
    {
        if (VocabularyFiles.Of(model).FirstOrDefault() is { Name: { } vocabulary })
        {
            throw new NotSupportedException(
                $"An .h5 file of a model holds no vocabularies but those in the configuration; this model has '{vocabulary}'."
                + "\n  hint: save it as .keras, or give the layer its vocabulary when it is made.");
        }

        var root = new Hdf5Tree();
        root.SetAttribute("keras_version", KerasArchive.KerasVersion);
        root.SetAttribute("backend", Backend);
        root.SetAttribute("model_config", PythonJson.Write(ShortForm.OfModel(model)), Hdf5TextForm.Bytes);
        if (model.Trainer is not null)
        {
            root.SetAttribute("training_config", PythonJson.Write(ShortForm.OfTraining(model)), Hdf5TextForm.Bytes);
        }

        AddWeights(root.Group(ModelWeights), model);
        if (WeightSet.OptimizerVariables(model) is { Count: > 0 } variables)
        {
            AddVariables(root.Group(OptimizerWeights), variables);
        }

        WeightTree.AddOwn(root, model);
        return root;
    }

    private static void AddWeights(Hdf5Tree group, Model model)
    {
        SetNames(group, "layer_names", [.. model.Layers.Select(layer => layer.Name)]);
        group.SetAttribute("backend", Backend, Hdf5TextForm.Bytes);
        group.SetAttribute("keras_version", KerasArchive.KerasVersion, Hdf5TextForm.Bytes);
        foreach (var layer in model.Layers)
        {
            var trainable = layer.TrainableWeights;
            AddVariables(group.Group(layer.Name), [.. trainable, .. layer.Weights.Except(trainable)]);
        }

        AddVariables(group.Group("top_level_model_weights"), model.OwnWeights);
    }

    private static void AddVariables(Hdf5Tree group, IReadOnlyList<Variable> variables)
    {
        SetNames(group, WeightNames, [.. variables.Select(variable => variable.Path)]);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var variable in variables)
        {
            if (!seen.Add(variable.Path))
            {
                throw new NotSupportedException(
                    $"An .h5 file of a model holds variables by their names; this model has two named '{variable.Path}'."
                    + "\n  hint: save it as .keras, where they have numbers.");
            }

            group.Add(variable.Path, variable);
        }
    }

    // As Keras cuts lists that are too long for one attribute: into equal parts, name0, name1, ...
    private static void SetNames(Hdf5Tree group, string attribute, string[] names)
    {
        var longest = names.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty(0).Max();
        var parts = 1;
        while (parts < names.Length && (long)longest * ((names.Length + parts - 1) / parts) > Hdf5Tree.LargestAttribute)
        {
            parts++;
        }

        if (parts == 1)
        {
            var form = names.Length <= Hdf5Tree.MostTexts ? Hdf5TextForm.Bytes : Hdf5TextForm.FixedBytes;
            group.SetAttribute(attribute, names, form);
            return;
        }

        var (size, larger) = Math.DivRem(names.Length, parts);
        for (int i = 0, start = 0; i < parts; i++)
        {
            var count = size + (i < larger ? 1 : 0);
            group.SetAttribute($"{attribute}{i}", names[start..(start + count)], Hdf5TextForm.FixedBytes);
            start += count;
        }
    }
}
