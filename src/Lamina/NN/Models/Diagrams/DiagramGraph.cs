namespace Lamina.NN;

/// <summary>What a picture is made of: a layer, or a model whose layers are shown within.</summary>
/// <param name="layer">What it stands for.</param>
/// <param name="parent">The model around it; null for the model that is drawn.</param>
internal sealed class DiagramNode(Layer layer, DiagramNode? parent)
{
    private readonly List<LayerCall> _calls = [];

    public Layer Layer { get; } = layer;

    public DiagramNode? Parent { get; } = parent;

    /// <summary>The nodes within, in the order of their first call; empty for a layer.</summary>
    public List<DiagramNode> Children { get; } = [];

    /// <summary>The calls of the layer; several if it is shared.</summary>
    public IReadOnlyList<LayerCall> Calls => _calls;

    public bool IsGroup => Children.Count > 0;

    /// <summary>Whether it has weights that training leaves alone.</summary>
    public bool IsFrozen => Layer.Weights.Count > 0 && !Layer.Trainable;

    public void Add(LayerCall call)
    {
        if (!_calls.Contains(call))
        {
            _calls.Add(call);
        }
    }
}

/// <summary>A tensor on its way from the layer that gives it to one that reads it.</summary>
/// <param name="From">The layer that gives it.</param>
/// <param name="To">The layer that reads it.</param>
/// <param name="Tensor">What is given.</param>
/// <param name="Call">The call that reads it.</param>
/// <param name="Position">Its place among the inputs of the call.</param>
internal sealed record DiagramEdge(DiagramNode From, DiagramNode To, KerasTensor Tensor, LayerCall Call, int Position);

/// <summary>The layers of a model with what flows between them; a shared layer is one node.</summary>
internal sealed class DiagramGraph
{
    private readonly Dictionary<(DiagramNode Parent, Layer Layer), DiagramNode> _nodes = [];
    private readonly HashSet<DiagramEdge> _seen = [];
    private readonly bool _expandNested;

    public DiagramGraph(Model model, bool expandNested)
    {
        _expandNested = expandNested;
        Root = new DiagramNode(model, null);
        Add(model, Root, inputs: null);
    }

    /// <summary>The model that is drawn.</summary>
    public DiagramNode Root { get; }

    public List<DiagramEdge> Edges { get; } = [];

    /// <summary>Adds the calls of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parent">Its node.</param>
    /// <param name="inputs">What flows into it from outside; null for the model that is drawn.</param>
    /// <returns>Where its outputs come from.</returns>
    private Source[] Add(Model model, DiagramNode parent, Source[]? inputs)
    {
        var known = new Dictionary<KerasTensor, Source>();
        foreach (var call in model.Graph.Calls)
        {
            var sources = call.Layer is Input && inputs is not null
                ? [inputs[IndexOf(model.Inputs, call.Outputs[0])]]
                : call.Inputs.Select(input => known[input]).ToArray();
            var outputs = call.Layer is Input && inputs is not null && model is Sequential
                ? sources
                : Add(call, parent, sources);
            for (var i = 0; i < call.Outputs.Count; i++)
            {
                known[call.Outputs[i]] = outputs[i];
            }
        }

        return [.. model.Outputs.Select(output => known[output])];
    }

    private Source[] Add(LayerCall call, DiagramNode parent, Source[] sources)
    {
        if (!_nodes.TryGetValue((parent, call.Layer), out var node))
        {
            _nodes.Add((parent, call.Layer), node = new DiagramNode(call.Layer, parent));
            parent.Children.Add(node);
        }

        node.Add(call);
        if (_expandNested && call.Layer is Model { HasGraph: true } nested)
        {
            return Add(nested, node, sources);
        }

        for (var i = 0; i < sources.Length; i++)
        {
            var edge = new DiagramEdge(sources[i].Node, node, sources[i].Tensor, call, i);
            if (_seen.Add(edge))
            {
                Edges.Add(edge);
            }
        }

        return [.. call.Outputs.Select(output => new Source(node, output))];
    }

    private static int IndexOf(IReadOnlyList<KerasTensor> inputs, KerasTensor input) =>
        Enumerable.Range(0, inputs.Count).First(i => ReferenceEquals(inputs[i], input));

    private readonly record struct Source(DiagramNode Node, KerasTensor Tensor);
}
