namespace Lamina.NN;

/// <summary>What a <see cref="GlobalMaxPooling3D"/> layer is made of.</summary>
public sealed record GlobalMaxPooling3DConfig : GlobalPoolingConfig;

/// <summary>The largest value of each channel over all places.</summary>
/// <remarks>Shapes: x [batch, depth, height, width, channels] → [batch, channels].</remarks>
public sealed class GlobalMaxPooling3D : GlobalPooling<GlobalMaxPooling3DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalMaxPooling3D()
        : this(new GlobalMaxPooling3DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalMaxPooling3D(GlobalMaxPooling3DConfig config)
        : base(config, places: 3)
    {
    }

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context) => x.Max(axes, keepDims);
}
