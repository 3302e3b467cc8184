namespace Lamina.NN;

/// <summary>A layer of one input and one output, made of a config.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class Layer<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    protected Layer(TConfig config)
        : base(config)
    {
    }

    /// <summary>Makes the weights for an input of this shape, whose batch axis may be unknown.</summary>
    protected virtual void Build(Shape input)
    {
    }

    /// <summary>What the layer computes.</summary>
    /// <param name="x">The input, with known shape.</param>
    /// <param name="context">Whether this is training, and where state changes and losses are noted.</param>
    protected abstract Tensor Call(Tensor x, CallContext context);

    /// <inheritdoc/>
    protected sealed override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Build(inputs[0]);
    }

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Count == 1
            ? [Call(inputs[0], context)]
            : throw new ArgumentException($"{Name} ({KerasName}) takes one input; it was given {inputs.Count}.");
    }
}
