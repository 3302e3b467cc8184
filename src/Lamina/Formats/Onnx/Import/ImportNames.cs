using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Names for layers: those of the file, as far as layers can be called so.</summary>
internal sealed class ImportNames
{
    // Words that name a weight within its layer; what stands before them is the layer.
    private static readonly HashSet<string> WeightWords =
    [
        "weight", "bias", "kernel", "gamma", "beta", "running_mean", "running_var", "moving_mean", "moving_variance",
        "recurrent_kernel", "depthwise_kernel", "embeddings", "alpha", "scale", "weight_ih_l0", "weight_hh_l0",
    ];

    private readonly HashSet<string> _taken = [];

    /// <summary>The name of a layer that does what a node says.</summary>
    /// <param name="node">The node.</param>
    /// <param name="initializers">The layer's weights in the file; where they are named after a layer, so is this one.</param>
    public string For(OnnxNode node, params ReadOnlySpan<string?> initializers)
    {
        foreach (var initializer in initializers)
        {
            if (initializer is not null && LayerOf(initializer) is { } owner)
            {
                return Unique(owner);
            }
        }

        return Unique(node.Name.Length > 0 ? node.Name : SnakeCase.Of(node.OpType));
    }

    /// <summary>A name of which there is no other.</summary>
    public string Unique(string wanted)
    {
        var stem = Clean(wanted);
        stem = stem.Length == 0 ? "layer" : stem;
        var name = stem;
        for (var number = 1; !_taken.Add(name); number++)
        {
            name = $"{stem}_{number}";
        }

        return name;
    }

    /// <summary>What a weight of a layer is called, from its name in the file.</summary>
    public static string WeightOf(string initializer) => Clean(initializer[(LastSeparator(initializer) + 1)..]) is { Length: > 0 } name ? name : "weight";

    private static string? LayerOf(string initializer)
    {
        var at = LastSeparator(initializer);
        return at > 0 && WeightWords.Contains(initializer[(at + 1)..]) ? initializer[..at] : null;
    }

    private static int LastSeparator(string name) => name.LastIndexOfAny(['.', '/']);

    // Slashes part the names of layers in paths, and files of Keras name groups after layers.
    private static string Clean(string name) =>
        new string([.. name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or '-' ? c : '_')]).Trim('_', '.');
}
