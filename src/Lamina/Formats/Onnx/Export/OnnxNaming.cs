namespace Lamina.Formats.Onnx.Export;

/// <summary>Gives the values and nodes of a graph the names that they have in the file: those of layers, weights, inputs
/// and outputs.</summary>
internal sealed class OnnxNaming
{
    private readonly Dictionary<string, string> _names = [];
    private readonly Dictionary<string, int> _counts = [];

    /// <summary>The layers that a node lies in, below the model, as <c>encoder/dense_1</c>.</summary>
    public static string PathOf(string path) => string.Join('/', path.Split(" › ").Skip(1).Select(static layer =>
        layer.IndexOf(" (", StringComparison.Ordinal) is var at && at < 0 ? layer : layer[..at]));

    /// <summary>The name of a value.</summary>
    public string this[string id] => id.Length == 0 ? "" : _names[id];

    /// <summary>Gives a value a name; numbered if it is taken.</summary>
    public string Give(string id, string name) => _names.TryGetValue(id, out var known) ? known : _names[id] = Free(name);

    /// <summary>A name that nothing has.</summary>
    public string Free(string name)
    {
        if (_counts.TryAdd(name, 0))
        {
            return name;
        }

        string numbered;
        do
        {
            numbered = $"{name}_{++_counts[name]}";
        }
        while (!_counts.TryAdd(numbered, 0));

        return numbered;
    }

    /// <summary>What a node reads, the values from around its body included.</summary>
    public static IEnumerable<string> Reads(EmittedNode node) => node.Body is { } body
        ? node.Inputs.Concat(Needed(body.Nodes, body.Outputs.Select(output => output.Id)).SelectMany(Reads))
        : node.Inputs;

    /// <summary>The nodes that lead to some values, in their order.</summary>
    public static List<EmittedNode> Needed(IReadOnlyList<EmittedNode> nodes, IEnumerable<string> values)
    {
        var wanted = values.ToHashSet();
        var needed = new List<EmittedNode>();
        foreach (var node in nodes.Reverse().Where(node => node.Outputs.Any(wanted.Contains)))
        {
            needed.Add(node);
            wanted.UnionWith(Reads(node));
        }

        needed.Reverse();
        return needed;
    }
}
