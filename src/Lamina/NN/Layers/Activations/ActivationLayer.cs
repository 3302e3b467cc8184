namespace Lamina.NN;

/// <summary>What an <see cref="ActivationLayer"/> is made of.</summary>
public sealed record ActivationConfig : LayerConfig
{
    /// <summary>The function.</summary>
    public required Activation Activation { get; init; }
}

/// <summary>Applies an activation function; Keras's layer <c>Activation</c>.</summary>
public sealed class ActivationLayer : Layer<ActivationConfig>
{
    /// <summary>A layer of a function, such as <c>"relu"</c>.</summary>
    public ActivationLayer(Activation activation)
        : this(new ActivationConfig { Activation = activation })
    {
    }

    /// <summary>A layer of its config.</summary>
    public ActivationLayer(ActivationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override string KerasName => "Activation";

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context) => Config.Activation.Apply(x);
}
