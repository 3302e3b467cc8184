using Lamina.Formats.Hdf5;

namespace Lamina.Formats.Keras;

/// <summary>The arrays of one layer, in the order in which Keras stored them.</summary>
internal sealed record LegacyLayer(string Name, IReadOnlyList<SourceArray> Arrays);

/// <summary>The weights of HDF5 files in the form of Keras 1 and 2, which Keras 3 writes too: a group for each layer, and
/// attributes that give the order.</summary>
internal static class LegacyWeights
{
    public const string LayerNames = "layer_names";
    public const string WeightNames = "weight_names";

    // What the model has besides its layers; a group that layer_names does not list.
    private const string TopLevel = "top_level_model_weights";

    // What Keras 2 keeps among the weights, and no model needs: the states of random numbers.
    private static readonly string[] RandomStates = ["StateVar", "rng_state", "seed_generator_state"];

    /// <summary>Whether a group holds weights in this form.</summary>
    public static bool Has(Hdf5Group group) =>
        group.Attributes.ContainsKey(LayerNames) || group.Attributes.ContainsKey($"{LayerNames}0");

    /// <summary>The layers that have arrays, in the model's order; the model's own arrays come last.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or lists what is not there.</exception>
    public static IReadOnlyList<LegacyLayer> Read(Hdf5Group group, string file)
    {
        List<string> names = [.. Names(group, LayerNames, file)];
        if (!names.Contains(TopLevel) && group.Names.Contains(TopLevel))
        {
            names.Add(TopLevel);
        }

        return [.. names.Distinct()
            .Select(name => new LegacyLayer(name == TopLevel ? "" : name, Arrays(GroupOf(group, name, file), file)))
            .Where(layer => layer.Arrays.Count > 0)];
    }

    /// <summary>The arrays that a group lists, in order; without states of random numbers.</summary>
    public static IReadOnlyList<SourceArray> Arrays(Hdf5Group group, string file) =>
    [
        .. Names(group, WeightNames, file)
            .Where(name => !RandomStates.Contains(WordOf(name)))
            .Select(name => group.Find(name) as Hdf5Dataset is { } dataset
                ? SourceArray.Of(name, dataset)
                : throw new LaminaFormatException(
                    $"{file} › {group.Path}: the attribute '{WeightNames}' lists '{name}'; there is no such dataset.")),
    ];

    /// <summary>The last word of a weight's name, without TensorFlow's number: <c>dense/kernel:0</c> → <c>kernel</c>.</summary>
    public static string WordOf(string name) => PlainOf(name)[(PlainOf(name).LastIndexOf('/') + 1)..];

    /// <summary>A weight's name without TensorFlow's number.</summary>
    public static string PlainOf(string name) =>
        name.LastIndexOf(':') is var at and > 0 && int.TryParse(name.AsSpan(at + 1), out _) ? name[..at] : name;

    // Long lists are cut into attributes name0, name1, ...
    private static IReadOnlyList<string> Names(Hdf5Object node, string attribute, string file)
    {
        if (!node.Attributes.ContainsKey(attribute) && node.Attributes.ContainsKey($"{attribute}0"))
        {
            return [.. Enumerable.Range(0, node.Attributes.Count)
                .TakeWhile(i => node.Attributes.ContainsKey($"{attribute}{i}"))
                .SelectMany(i => Texts(node, $"{attribute}{i}", file))];
        }

        return node.Attributes.ContainsKey(attribute) ? Texts(node, attribute, file) : [];
    }

    private static IReadOnlyList<string> Texts(Hdf5Object node, string attribute, string file) =>
        node.Attributes[attribute] is var found && found.Texts is { } texts
            ? texts
            : throw new LaminaFormatException(
                $"{file} › {node.Path}: the attribute '{attribute}' is a list of names; this one is"
                + $" {found.TypeName}[{string.Join(", ", found.Axes)}].");

    private static Hdf5Group GroupOf(Hdf5Group group, string name, string file) => group.Find(name) as Hdf5Group
        ?? throw new LaminaFormatException(
            $"{file} › {group.Path}: the attribute '{LayerNames}' lists '{name}'; there is no such group.");
}
