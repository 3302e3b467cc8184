namespace Lamina.NN;

/// <summary>A layer that puts noise on what passes through in training, and else does nothing.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class NoiseLayer<TConfig> : Layer<TConfig>
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    private protected NoiseLayer(TConfig config, int? seed)
        : base(config)
    {
        if (seed is { } own)
        {
            Key = (ulong)own;
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Whether there is any noise.</summary>
    private protected abstract bool IsNoisy { get; }

    /// <summary>The input with noise.</summary>
    private protected abstract Tensor Noisy(Tensor x, CallContext context);

    /// <inheritdoc/>
    protected sealed override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        return context.IsTraining && IsNoisy ? Noisy(x, context) : x;
    }

    /// <summary>Numbers of the normal distribution of mean 0 and deviation 1, others in each step.</summary>
    /// <remarks>Source: G. E. P. Box and M. E. Muller, "A Note on the Generation of Random Normal Deviates", Ann. Math.
    /// Statist. 29(2), 1958. Uniform numbers are multiples of 2⁻²⁴, so none is beyond 5.8.</remarks>
    private protected Tensor RandomNormal(Shape shape, CallContext context)
    {
        var (u, v) = (RandomUniform(shape, context), RandomUniform(shape, context));
        return (-2 * (1 - u).Log()).Sqrt() * (2 * Math.PI * v).Cos();
    }
}
