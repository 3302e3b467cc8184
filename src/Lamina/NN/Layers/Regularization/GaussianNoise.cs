namespace Lamina.NN;

/// <summary>What a <see cref="GaussianNoise"/> layer is made of.</summary>
public sealed record GaussianNoiseConfig : LayerConfig
{
    /// <summary>The standard deviation of the noise, from 0 to 1.</summary>
    public required double Stddev { get; init; }

    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>In training, adds normal noise of mean 0: <c>y = x + s·n</c>; else does nothing.</summary>
/// <remarks>Source: C. M. Bishop, "Training with Noise is Equivalent to Tikhonov Regularization", Neural Computation 7(1),
/// 1995.</remarks>
public sealed class GaussianNoise : NoiseLayer<GaussianNoiseConfig>
{
    /// <summary>A layer of noise of a standard deviation.</summary>
    public GaussianNoise(double stddev)
        : this(new GaussianNoiseConfig { Stddev = stddev })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The deviation is not from 0 to 1.</exception>
    public GaussianNoise(GaussianNoiseConfig config)
        : base(config, config?.Seed) => Guard.Fraction(config!.Stddev, nameof(GaussianNoiseConfig.Stddev));

    private protected override bool IsNoisy => Config.Stddev > 0;

    private protected override Tensor Noisy(Tensor x, CallContext context) =>
        x + (RandomNormal(x.Shape, context) * Config.Stddev).Cast(x.DType);
}
