namespace Lamina.NN;

/// <summary>What a <see cref="GlobalMaxPooling2D"/> layer is made of.</summary>
public sealed record GlobalMaxPooling2DConfig : GlobalPoolingConfig;

/// <summary>The largest value of each channel over all places.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, channels].</remarks>
public sealed class GlobalMaxPooling2D : GlobalPooling<GlobalMaxPooling2DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalMaxPooling2D()
        : this(new GlobalMaxPooling2DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalMaxPooling2D(GlobalMaxPooling2DConfig config)
        : base(config, places: 2)
    {
    }

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context) => x.Max(axes, keepDims);
}
