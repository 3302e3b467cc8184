namespace Lamina.Formats.Onnx.Import;

/// <summary>The nodes of a file in an order in which they can be computed, and who reads what.</summary>
internal sealed class ImportGraph
{
    // Layers are found by following calls from the outputs backwards, which must not go deeper than a stack.
    private const int MostDepth = 4000;
    private const int OldestOpset = 7;
    private const int NewestOpset = 21;
    private const int MostNamed = 20;

    private readonly Dictionary<string, List<OnnxNode>> _readers = [];
    private readonly HashSet<string> _outputs;
    private readonly HashSet<string> _fed;
    private readonly Dictionary<string, OnnxNode> _givers;

    private ImportGraph(OnnxGraph graph, int opset, ImportFile file)
    {
        (Graph, Opset, File) = (graph, opset, file);
        _outputs = [.. graph.Output.Select(output => output.Name)];
        foreach (var initializer in graph.Initializer)
        {
            if (!Initializers.TryAdd(initializer.Name, initializer))
            {
                throw file.Error($"two initializers are named '{initializer.Name}'.");
            }
        }

        Inputs = [.. graph.Input.Where(input => !Initializers.ContainsKey(input.Name))];
        if (Inputs.GroupBy(input => input.Name).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw file.Error($"two inputs are named '{twice.Key}'.");
        }

        _fed = [.. Inputs.Select(input => input.Name)];
        _givers = Givers();
        Nodes = Ordered();
        foreach (var node in Nodes)
        {
            foreach (var input in node.Input.Distinct())
            {
                (_readers.TryGetValue(input, out var readers) ? readers : _readers[input] = []).Add(node);
            }
        }
    }

    /// <summary>The graph as it stands in the file.</summary>
    public OnnxGraph Graph { get; }

    /// <summary>The version of ONNX's own operators.</summary>
    public int Opset { get; }

    /// <summary>The file.</summary>
    public ImportFile File { get; }

    /// <summary>What must be fed; old files list what is given among the inputs too.</summary>
    public IReadOnlyList<OnnxValueInfo> Inputs { get; }

    /// <summary>What is given, by name.</summary>
    public Dictionary<string, OnnxTensor> Initializers { get; } = [];

    /// <summary>The nodes that lead to outputs, each behind those that it reads.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>Checks a model, and orders its nodes.</summary>
    /// <exception cref="LaminaFormatException">The graph is none, or has operators that Lamina does not import.</exception>
    public static ImportGraph Of(OnnxModel model, ImportFile file)
    {
        if (model.Graph is not { } graph)
        {
            throw file.Error("the model has no graph.");
        }

        if (graph.Output.Count == 0)
        {
            throw file.Error("the graph has no outputs.");
        }

        if (graph.HasSparseInitializers)
        {
            throw file.Error("the graph has sparse initializers, which Lamina does not import.");
        }

        var versions = model.OpsetImport.Where(opset => OnnxFunction.IsStandard(opset.Domain)).ToArray();
        var version = versions.Length == 0 ? 1 : versions.Max(opset => opset.Version);
        if (version is < OldestOpset or > NewestOpset)
        {
            throw file.Error($"the model is of opset {version}; Lamina imports opsets {OldestOpset} to {NewestOpset}."
                + "\n  hint: export it again with an opset of these, or convert it with onnx.version_converter.");
        }

        CheckOperators(model, graph, file, version);
        return new ImportGraph(graph, (int)version, file);
    }

    /// <summary>The only node that reads a value, if it is of some kind and the value is no output.</summary>
    public OnnxNode? OnlyReader(string value, params ReadOnlySpan<string> operators) =>
        !_outputs.Contains(value) && _readers.TryGetValue(value, out var readers) && readers is [var reader]
        && operators.Contains(reader.OpType) && OnnxFunction.IsStandard(reader.Domain)
            ? reader
            : null;

    /// <summary>The nodes that read a value.</summary>
    public IReadOnlyList<OnnxNode> ReadersOf(string value) => _readers.TryGetValue(value, out var readers) ? readers : [];

    /// <summary>Whether a value is an output of the graph.</summary>
    public bool IsOutput(string value) => _outputs.Contains(value);

    /// <summary>The node that gives a value; null where none does.</summary>
    public OnnxNode? GiverOf(string value) => _givers.GetValueOrDefault(value);

    /// <summary>Whether something reads an output of a node.</summary>
    public bool IsRead(OnnxNode node, int output) => output < node.Output.Count && node.Output[output] is { Length: > 0 } name
        && (_outputs.Contains(name) || _readers.ContainsKey(name));

    private static void CheckOperators(OnnxModel model, OnnxGraph graph, ImportFile file, long version)
    {
        OnnxNode[] unknown = [.. graph.Node.SelectMany(Within).Where(node => OnnxFunction.Find(node) is null)];
        if (unknown.Length == 0)
        {
            return;
        }

        string[] names = [.. unknown.Select(node => node.OpType).Distinct().Order(StringComparer.Ordinal)];
        var lines = unknown.Take(MostNamed).Select(node => $"\n  {ImportFile.Title(node)}: {Origin(node)}");
        var more = unknown.Length > MostNamed ? $"\n  … and {unknown.Length - MostNamed} more" : "";
        throw file.Error(
            $"{unknown.Length} of its {graph.Node.Count} nodes have operators that Lamina does not import: {string.Join(", ", names)}."
            + string.Concat(lines) + more + $"\n  hint: {Remedy(names)}");

        string Origin(OnnxNode node) => OnnxFunction.IsStandard(node.Domain)
            ? $"ai.onnx, opset {version}"
            : $"{node.Domain}, opset {model.OpsetImport.FirstOrDefault(opset => opset.Domain == node.Domain)?.Version ?? 0}";
    }

    // A node, and those of the graph that it runs.
    private static IEnumerable<OnnxNode> Within(OnnxNode node) =>
        ScanFunctions.BodyOf(node) is { } body && node.OpType == "Scan" ? body.Node.SelectMany(Within).Prepend(node) : [node];

    private static string Remedy(string[] names) => names switch
    {
        _ when names.Any(name => name is "If" or "Loop") =>
            "export the model by tracing, with sizes that are known, so that nothing is chosen or repeated while it runs.",
        _ when names.Any(name => name.Contains("Quantize", StringComparison.Ordinal) || name.Contains("Integer", StringComparison.Ordinal)
            || name.StartsWith("QLinear", StringComparison.Ordinal)) => "import the model that was quantized, in floating point.",
        _ => "export the model again with another opset, or without these parts.",
    };

    // From the outputs backwards, without recursion: a node is placed when all that it reads is.
    private List<OnnxNode> Ordered()
    {
        var (ordered, depths) = (new List<OnnxNode>(), new Dictionary<OnnxNode, int>(ReferenceEqualityComparer.Instance));
        var open = new Stack<(OnnxNode Node, int Next)>();
        foreach (var output in Graph.Output)
        {
            Begin(output.Name, "the list of outputs names");
            while (open.TryPop(out var visit))
            {
                if (visit.Next < visit.Node.Input.Count)
                {
                    open.Push((visit.Node, visit.Next + 1));
                    Begin(visit.Node.Input[visit.Next], $"{ImportFile.Title(visit.Node)} reads");
                    continue;
                }

                depths[visit.Node] = 1 + visit.Node.Input.Where(_givers.ContainsKey).Select(input => depths[_givers[input]]).DefaultIfEmpty().Max();
                ordered.Add(depths[visit.Node] <= MostDepth ? visit.Node : throw File.Error(
                    $"more than {MostDepth} nodes follow each other; Lamina imports no deeper graphs."));
            }
        }

        return ordered;

        void Begin(string name, string reader)
        {
            if (name.Length == 0 || Initializers.ContainsKey(name) || _fed.Contains(name))
            {
                return;
            }

            if (!_givers.TryGetValue(name, out var giver))
            {
                throw File.Error($"{reader} '{name}', which is no input, no initializer and given by no node.");
            }

            if (!depths.TryGetValue(giver, out var depth))
            {
                depths[giver] = 0;
                open.Push((giver, 0));
            }
            else if (depth == 0)
            {
                throw File.Error($"{ImportFile.Title(giver)} reads what follows from it, by '{name}'; a graph has no cycles.");
            }
        }
    }

    private Dictionary<string, OnnxNode> Givers()
    {
        var givers = new Dictionary<string, OnnxNode>();
        foreach (var node in Graph.Node.Select(ScanFunctions.WithCaptured))
        {
            foreach (var output in node.Output.Where(output => output.Length > 0))
            {
                if (Initializers.ContainsKey(output) || _fed.Contains(output) || !givers.TryAdd(output, node))
                {
                    throw File.Error($"'{output}' is given twice, once by {ImportFile.Title(node)}; every value has a name of its own.");
                }
            }
        }

        return givers;
    }
}
