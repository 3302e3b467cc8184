namespace Lamina.NN;

/// <summary>What a <see cref="CutMix"/> layer is made of.</summary>
public sealed record CutMixConfig : RandomImageLayerConfig
{
    /// <summary>The bounds of the parameter of the beta distribution of shares, drawn once for a batch. One number f stands for 0
    /// to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, nameof(CutMix)); } = [0, 1];
}

/// <summary>In training, replaces a random rectangle of each image by that of another of its batch, and mixes their labels by
/// the areas; else does nothing.</summary>
/// <remarks>
/// <para>Formula: the rectangle has the sides √(1 − λ) of the image's, λ of the distribution Beta(α, α) for each image, and lies
/// within the image.</para>
/// <para>Source: S. Yun et al., "CutMix: Regularization Strategy to Train Strong Classifiers with Localizable Features", ICCV
/// 2019.</para>
/// </remarks>
public sealed class CutMix : MixingLayer<CutMixConfig>
{
    private const double LeastAlpha = 1e-6;

    /// <summary>A layer that mixes rectangles of images.</summary>
    public CutMix(ValueList<double>? factor = null, int? seed = null)
        : this(new CutMixConfig { Factor = factor ?? 1.0, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public CutMix(CutMixConfig config)
        : base(config)
    {
    }

    private protected override (Tensor Images, Tensor Share) Mix(Tensor images, Tensor others, Draws draws)
    {
        var alpha = draws.Uniform([], Config.Factor) + LeastAlpha;
        var side = (1 - draws.Beta([images.Shape[0], 1, 1, 1], alpha)).Sqrt();
        var (height, width) = (images.Shape[1], images.Shape[2]);
        var patches = Patches.In(images, side, side, draws);
        var area = (patches.Right - patches.Left) * (patches.Bottom - patches.Top);
        return (Tensor.Where(patches.Mask(height, width), others, images), 1 - (area / ((double)height * width)));
    }
}
