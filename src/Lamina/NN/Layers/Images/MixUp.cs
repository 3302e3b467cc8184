namespace Lamina.NN;

/// <summary>What a <see cref="MixUp"/> layer is made of.</summary>
public sealed record MixUpConfig : RandomImageLayerConfig
{
    /// <summary>The parameter of the beta distribution of shares: the smaller, the less is mixed.</summary>
    public double Alpha { get; init => field = Guard.Positive(value); } = 0.2;
}

/// <summary>In training, lays each image over another of its batch, and mixes their labels likewise; else does nothing.</summary>
/// <remarks>
/// <para>Formula: <c>y = λ·x + (1 − λ)·x'</c>, for images and labels, λ of the distribution Beta(α, α) for each image.</para>
/// <para>Source: H. Zhang et al., "mixup: Beyond Empirical Risk Minimization", ICLR 2018.</para>
/// </remarks>
public sealed class MixUp : MixingLayer<MixUpConfig>
{
    /// <summary>A layer that mixes images.</summary>
    public MixUp(double alpha = 0.2, int? seed = null)
        : this(new MixUpConfig { Alpha = alpha, Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public MixUp(MixUpConfig config)
        : base(config)
    {
    }

    private protected override (Tensor Images, Tensor Share) Mix(Tensor images, Tensor others, Draws draws)
    {
        var share = draws.Beta([images.Shape[0], 1, 1, 1], Tensor.Scalar(Config.Alpha, images.DType));
        return ((share * images) + ((1 - share) * others), share);
    }
}
