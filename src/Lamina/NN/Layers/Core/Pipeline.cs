namespace Lamina.NN;

/// <summary>What a <see cref="Pipeline"/> layer is made of.</summary>
public sealed record PipelineConfig : LayerConfig
{
    /// <summary>The layers, in order.</summary>
    public required ValueList<InnerLayer> Layers { get; init; }
}

/// <summary>Layers one behind the other, as one layer: a chain that prepares data, for instance.</summary>
/// <remarks>Several inputs go through it together where all layers take and give as many.</remarks>
public sealed class Pipeline : ConfiguredLayer<PipelineConfig>
{
    private readonly Layer[] _layers;

    /// <summary>Some layers, in order.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public Pipeline(params IReadOnlyList<Layer> layers)
        : this(
            new PipelineConfig { Layers = [.. (layers ?? throw new ArgumentNullException(nameof(layers))).Select(InnerLayer.Of)] },
            [.. layers])
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">There is no layer in it.</exception>
    public Pipeline(PipelineConfig config)
        : this(
            config ?? throw new ArgumentNullException(nameof(config)),
            [.. config.Layers.Select(layer => layer.Make())])
    {
    }

    private Pipeline(PipelineConfig config, Layer[] layers)
        : base(config)
    {
        _layers = layers.Length > 0
            ? [.. layers.Select(layer => AddLayer(layer))]
            : throw new ArgumentException("Pipeline needs at least one layer; it was given none.", nameof(layers));
    }

    /// <summary>The layers, in order.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config) with { Layers = [.. _layers.Select(InnerLayer.Of)] };

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        IReadOnlyList<KerasTensor> x = [.. inputs.Select(shape => new Input(shape[1..].AsSpan()).Output)];
        foreach (var layer in _layers)
        {
            layer.BuildOnce([.. x.Select(input => input.Shape)], "", Precision);
            x = layer.Apply(x);
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        _layers.Aggregate(inputs, (x, layer) => layer.Apply(x, context));

    // What the last layer gives has its mask already.
    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;
}
