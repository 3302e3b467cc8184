namespace Lamina.NN;

/// <summary>What a <see cref="GlobalAveragePooling2D"/> layer is made of.</summary>
public sealed record GlobalAveragePooling2DConfig : GlobalPoolingConfig;

/// <summary>The mean of each channel over all places.</summary>
/// <remarks>Shapes: x [batch, height, width, channels] → [batch, channels].</remarks>
public sealed class GlobalAveragePooling2D : GlobalPooling<GlobalAveragePooling2DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalAveragePooling2D()
        : this(new GlobalAveragePooling2DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalAveragePooling2D(GlobalAveragePooling2DConfig config)
        : base(config, places: 2)
    {
    }

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context) => x.Mean(axes, keepDims);
}
