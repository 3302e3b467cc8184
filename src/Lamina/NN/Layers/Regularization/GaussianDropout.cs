namespace Lamina.NN;

/// <summary>What a <see cref="GaussianDropout"/> layer is made of.</summary>
public sealed record GaussianDropoutConfig : LayerConfig
{
    /// <summary>The share that dropout of the same effect would drop; from 0 to below 1.</summary>
    public required double Rate { get; init; }

    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>In training, multiplies by normal noise of mean 1 and deviation <c>√(p/(1 − p))</c>; else does nothing.</summary>
/// <remarks>Source: N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15, 2014,
/// section 10.</remarks>
public sealed class GaussianDropout : NoiseLayer<GaussianDropoutConfig>
{
    /// <summary>A layer of the share p that dropout of the same effect would drop.</summary>
    public GaussianDropout(double rate)
        : this(new GaussianDropoutConfig { Rate = rate })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public GaussianDropout(GaussianDropoutConfig config)
        : base(config, config?.Seed) => Guard.Decay(config!.Rate, nameof(GaussianDropoutConfig.Rate));

    private protected override bool IsNoisy => Config.Rate > 0;

    private protected override Tensor Noisy(Tensor x, CallContext context) =>
        x * (1 + RandomNormal(x.Shape, context) * Math.Sqrt(Config.Rate / (1 - Config.Rate))).Cast(x.DType);
}
