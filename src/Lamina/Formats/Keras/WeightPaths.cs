using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Where a model's variables lie in a file of weights: <c>layers/dense_1/vars/0</c>, <c>optimizer/vars/0</c>.</summary>
/// <remarks>Layers go by their class and a number, counted in each model for itself; a layer used several times lies at
/// its first place.</remarks>
internal static class WeightPaths
{
    public const string Optimizer = "optimizer/";

    /// <summary>What Keras does not store: the number of training steps, and the layers' keys for random numbers.</summary>
    public const string Own = "lamina/";

    public const string Step = Own + "step";
    public const string Keys = Own + "keys";

    /// <summary>The variables of all layers, in Keras's order.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classOf">What a file calls the classes of layers; Keras's names where nothing is said.</param>
    public static IEnumerable<(string Path, Variable Variable)> OfLayers(
        Model model, Func<Layer, string>? classOf = null) => Layers(model, classOf).SelectMany(pair => pair.Layer.OwnWeights
            .Select((weight, i) => ($"{pair.Path}vars/{i}", weight)).Concat(OfTokens(pair.Path, pair.Layer)));

    /// <summary>All layers, each once, with the path in front of what files hold of them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="classOf">What a file calls the classes of layers; Keras's names where nothing is said.</param>
    public static IEnumerable<(string Path, Layer Layer)> Layers(Model model, Func<Layer, string>? classOf = null) =>
        WithPaths(model, "", [], classOf ?? (static layer => layer.KerasName));

    /// <summary>Variables of the optimizer, all or the first.</summary>
    public static IEnumerable<(string Path, Variable Variable)> OfOptimizer(IReadOnlyList<Variable> variables) =>
        variables.Select((variable, i) => ($"{Optimizer}vars/{i}", variable));

    /// <summary>All layers within a model, each once.</summary>
    public static IEnumerable<Layer> AllLayers(Model model) =>
        Within(model).Distinct();

    private static IEnumerable<Layer> Within(Layer layer) => layer.SubLayers
        .SelectMany(inner => inner is Model ? Within(inner) : Within(inner).Prepend(inner));

    private static IEnumerable<(string Path, Layer Layer)> InModel(
        Model model, string prefix, HashSet<Layer> seen, Func<Layer, string> classOf)
    {
        var used = new Dictionary<string, int>();
        foreach (var layer in model.Layers)
        {
            var name = SnakeCase.Of(classOf(layer));
            var number = used[name] = used.GetValueOrDefault(name, -1) + 1;
            var path = $"{prefix}layers/{name}{(number == 0 ? "" : $"_{number}")}/";
            if (!seen.Add(layer))
            {
                continue;
            }

            foreach (var pair in WithPaths(layer, path, seen, classOf))
            {
                yield return pair;
            }
        }
    }

    // A layer itself, then the layers inside: of a model by class and number, else by their place in it.
    private static IEnumerable<(string Path, Layer Layer)> WithPaths(
        Layer layer, string path, HashSet<Layer> seen, Func<Layer, string> classOf)
    {
        var inside = layer is Model inner
            ? InModel(inner, path, seen, classOf)
            : layer.SubLayers.Where(seen.Add)
                .SelectMany(part => WithPaths(part, $"{path}{layer.PartName(part)}/", seen, classOf));
        return inside.Prepend((path, layer));
    }

    // What a vocabulary has besides its tokens is a weight of no plan, but saved as one.
    private static IEnumerable<(string Path, Variable Variable)> OfTokens(string path, Layer layer) =>
        layer is ITokenLayer { Idf: { } idf } ? [($"{path}vars/idf_weights", idf)] : [];
}
