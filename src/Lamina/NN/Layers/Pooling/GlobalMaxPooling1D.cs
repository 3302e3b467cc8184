namespace Lamina.NN;

/// <summary>What a <see cref="GlobalMaxPooling1D"/> layer is made of.</summary>
public sealed record GlobalMaxPooling1DConfig : GlobalPoolingConfig;

/// <summary>The largest value of each channel over all steps.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, channels].</remarks>
public sealed class GlobalMaxPooling1D : GlobalPooling<GlobalMaxPooling1DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalMaxPooling1D()
        : this(new GlobalMaxPooling1DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalMaxPooling1D(GlobalMaxPooling1DConfig config)
        : base(config, places: 1)
    {
    }

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context) => x.Max(axes, keepDims);
}
