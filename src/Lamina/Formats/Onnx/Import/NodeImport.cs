using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>A node for which a layer of Keras is looked for.</summary>
/// <param name="Node">The node.</param>
/// <param name="Graph">The graph.</param>
/// <param name="Values">What names stand for.</param>
/// <param name="Placer">Where layers are placed.</param>
internal sealed record NodeImport(OnnxNode Node, ImportGraph Graph, ValueTable Values, LayerPlacer Placer)
{
    /// <summary>The attributes, and the inputs as far as they stand in the file.</summary>
    public OnnxCall Call => field ??= CallOf(Node);

    /// <summary>Whether the batch may be of any size, so that it can be told from other axes.</summary>
    public bool HasOpenBatch => Placer.Trials[0].Batch != Placer.Trials[^1].Batch;

    /// <summary>A node's attributes, and its inputs as far as they stand in the file.</summary>
    public OnnxCall CallOf(OnnxNode node) => new(
        node, Graph.Opset, [.. node.Input.Select(name => name.Length > 0 && Values.Has(name) ? (Values[name] as GivenValue)?.Value : null)], Graph.File);

    /// <summary>An input that a layer gives; null for another.</summary>
    public LayerValue? Layer(int input) => ValueOf(Node, input) as LayerValue;

    /// <summary>An input that stands in the file; null for another.</summary>
    public GivenValue? Given(int input) => ValueOf(Node, input) as GivenValue;

    /// <summary>Whether the node is given something at a place.</summary>
    public bool Has(int input) => input < Node.Input.Count && Node.Input[input].Length > 0;

    /// <summary>What a node's input stands for; null where there is none yet.</summary>
    public ImportedValue? ValueOf(OnnxNode node, int input) =>
        input < node.Input.Count && node.Input[input] is { Length: > 0 } name && Values.Has(name) ? Values[name] : null;

    /// <summary>Notes the first output.</summary>
    public bool Give(LayerValue value) => Give(Node, value);

    /// <summary>Notes the first output of a node that is done along with this one.</summary>
    public bool Give(OnnxNode node, LayerValue value)
    {
        Values[node.Output[0]] = value;
        Values.Done.Add(node);
        return true;
    }

    /// <summary>Notes nodes that a layer does along with this one.</summary>
    public void Skip(params ReadOnlySpan<OnnxNode> nodes)
    {
        foreach (var node in nodes)
        {
            Values.Done.Add(node);
        }
    }

    /// <summary>The node with the inputs of a trial; those that layers give have its shapes, and no values.</summary>
    public OnnxCall CallIn(int trial) => Call with
    {
        Inputs = [.. Node.Input.Select(name => name.Length == 0 ? null : Values[name] switch
        {
            GivenValue given => given.Value,
            ShapeValue shape => shape.Trials[trial],
            LayerValue layer => Tensor.Zeros(layer.Trials[trial], layer.Tensor.DType),
            _ => null,
        })],
    };

    /// <summary>Places a layer that works element by element, so that the order of axes does not matter.</summary>
    public bool GiveElementwise(Layer layer, LayerValue x, bool isNonNegative = false) =>
        Give(Placer.ValueOf(Placer.Place(layer, x.Tensor), x.View) with { IsNonNegative = isNonNegative });

    /// <summary>A map as layers of windows take it: [batch, places.., channels] or [batch, channels, places..]; null where the
    /// value cannot be put so.</summary>
    public (KerasTensor Tensor, DataFormat Format)? MapOf(LayerValue x) => x.Rank < 3 ? null
        : x.View.IsChannelsLast ? (x.Tensor, DataFormat.ChannelsLast)
        : Placer.TryMaterialize(x) is { } tensor ? (tensor, DataFormat.ChannelsFirst)
        : null;

    /// <summary>A map [batch, places.., channels]; null where the value cannot be put so.</summary>
    public KerasTensor? LastOf(LayerValue x) => MapOf(x) is not { } map ? null
        : map.Format == DataFormat.ChannelsLast ? map.Tensor
        : Placer.Place(
            new Permute(new PermuteConfig { Name = Placer.Names.Unique("permute"), Dims = [.. Enumerable.Range(2, x.Rank - 2), 1] }), map.Tensor);

    /// <summary>The value of ONNX that a map is.</summary>
    public LayerValue ValueOf(KerasTensor map, DataFormat format) => Placer.ValueOf(
        map, format == DataFormat.ChannelsLast ? AxisView.ChannelsLast(map.Shape.Rank) : AxisView.Identity(map.Shape.Rank));
}
