namespace Lamina.NN;

/// <summary>What an <see cref="IdentityLayer"/> is made of.</summary>
public sealed record IdentityLayerConfig : LayerConfig;

/// <summary>Gives its inputs as they are; Keras's layer <c>Identity</c>.</summary>
public sealed class IdentityLayer : ConfiguredLayer<IdentityLayerConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public IdentityLayer()
        : this(new IdentityLayerConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public IdentityLayer(IdentityLayerConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override string KerasName => "Identity";

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) => inputs;

    /// <inheritdoc/>
    /// <remarks>Each tensor keeps its own.</remarks>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;
}
