using Lamina.Formats.Hdf5;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>A model's variables as Keras 3 lays them out in <c>NAME.weights.h5</c>: each layer has a group <c>vars</c>, also
/// one without variables, on which its name is noted.</summary>
/// <remarks>What Keras does not store is in a group of its own, which Keras does not look at.</remarks>
internal static class WeightTree
{
    private const string Vars = "vars";
    private const string Name = "name";
    private const string LookupLayer = "_lookup_layer";

    /// <summary>The variables, which are read when the tree is written.</summary>
    public static Hdf5Tree Of(Model model)
    {
        var tree = new Hdf5Tree();
        foreach (var (path, layer) in WeightPaths.Layers(model))
        {
            foreach (var (part, name) in PartsOfKeras(layer))
            {
                tree.Group($"{path}{part}/{Vars}").SetAttribute(Name, name);
            }

            tree.Group(path + Vars).SetAttribute(Name, layer.Name);
        }

        foreach (var (path, variable) in WeightPaths.OfLayers(model))
        {
            tree.Add(path, variable);
        }

        AddLookups(tree, model);
        AddTraining(tree, model);
        return tree;
    }

    /// <summary>Adds, if the model is compiled, the number of training steps and the layers' keys for random
    /// numbers.</summary>
    public static void AddOwn(Hdf5Tree tree, Model model)
    {
        foreach (var (path, tensor) in WeightSet.Own(model))
        {
            tree.Add(path, tensor);
        }
    }

    // Keras stores the weights of words twice: of the layer and of the one inside.
    private static void AddLookups(Hdf5Tree tree, Model model)
    {
        foreach (var (path, layer) in WeightPaths.Layers(model))
        {
            if (layer is TextVectorization and ITokenLayer { Idf: { } idf })
            {
                tree.Add($"{path}{LookupLayer}/{Vars}/idf_weights", idf);
            }
        }
    }

    private static void AddTraining(Hdf5Tree tree, Model model)
    {
        var variables = WeightSet.OptimizerVariables(model);
        if (variables.Count > 0)
        {
            tree.Group(WeightPaths.Optimizer + Vars).SetAttribute(Name, model.Optimizer!.Name);
            foreach (var (path, variable) in WeightPaths.OfOptimizer(variables))
            {
                tree.Add(path, variable);
            }
        }

        AddOwn(tree, model);
    }

    // What is a layer within a layer in Keras only; those of attention have no variables.
    private static (string Part, string Name)[] PartsOfKeras(Layer layer) => layer switch
    {
        MultiHeadAttention or GroupQueryAttention => [("_dropout_layer", "dropout"), ("_softmax", "softmax")],
        TextVectorization => [(LookupLayer, "string_lookup")],
        _ => [],
    };
}
