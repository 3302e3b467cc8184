namespace Lamina.NN;

/// <summary>What a <see cref="GlobalAveragePooling3D"/> layer is made of.</summary>
public sealed record GlobalAveragePooling3DConfig : GlobalPoolingConfig;

/// <summary>The mean of each channel over all places.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, channels].</remarks>
public sealed class GlobalAveragePooling3D : GlobalPooling<GlobalAveragePooling3DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalAveragePooling3D()
        : this(new GlobalAveragePooling3DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalAveragePooling3D(GlobalAveragePooling3DConfig config)
        : base(config, places: 3)
    {
    }

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context) => x.Mean(axes, keepDims);
}
