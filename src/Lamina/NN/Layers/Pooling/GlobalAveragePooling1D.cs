namespace Lamina.NN;

/// <summary>What a <see cref="GlobalAveragePooling1D"/> layer is made of.</summary>
public sealed record GlobalAveragePooling1DConfig : GlobalPoolingConfig;

/// <summary>The mean of each channel over all steps.</summary>
/// <remarks>
/// <para>Shapes: x [batch, steps, channels] → [batch, channels].</para>
/// <para>Masks: only the steps that count are averaged; a sample without any gives NaN, as in Keras.</para>
/// </remarks>
public sealed class GlobalAveragePooling1D : GlobalPooling<GlobalAveragePooling1DConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public GlobalAveragePooling1D()
        : this(new GlobalAveragePooling1DConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public GlobalAveragePooling1D(GlobalAveragePooling1DConfig config)
        : base(config, places: 1)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    private protected override Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context)
    {
        if (context.MaskOf(x) is not { } mask)
        {
            return x.Mean(axes, keepDims);
        }

        var weight = mask.Cast(x.DType).ExpandDims(axes[0] == 1 ? 2 : 1);
        return (x * weight).Sum(axes, keepDims) / weight.Sum(axes, keepDims);
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;
}
