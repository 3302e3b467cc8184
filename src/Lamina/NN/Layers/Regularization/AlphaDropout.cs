namespace Lamina.NN;

/// <summary>What an <see cref="AlphaDropout"/> layer is made of.</summary>
public sealed record AlphaDropoutConfig : LayerConfig
{
    /// <summary>The share of elements to drop; from 0 to below 1.</summary>
    public required double Rate { get; init; }

    /// <summary>The shape of the mask, whose axes of length 1 are shared; null: the input's.</summary>
    public Shape? NoiseShape { get; init; }

    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>In training, sets elements at random to what SELU gives far below 0, and moves all so that mean 0 and variance 1
/// stay; else does nothing.</summary>
/// <remarks>
/// <para>Formula: dropped elements are <c>α' = −λα</c> of SELU; then <c>y = a·x + b</c> with
/// <c>a = 1/√((1 − p)(1 + p·α'²))</c> and <c>b = −a·α'·p</c>.</para>
/// <para>Source: G. Klambauer et al., "Self-Normalizing Neural Networks", NeurIPS 2017.</para>
/// </remarks>
public sealed class AlphaDropout : NoiseLayer<AlphaDropoutConfig>
{
    // −λα of SELU.
    private const double Dropped = -1.0507009873554804934193349852946 * 1.6732632423543772848170429916717;

    /// <summary>A layer that drops a share of the elements.</summary>
    public AlphaDropout(double rate)
        : this(new AlphaDropoutConfig { Rate = rate })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public AlphaDropout(AlphaDropoutConfig config)
        : base(config, config?.Seed) => Guard.Decay(config!.Rate, nameof(AlphaDropoutConfig.Rate));

    private protected override bool IsNoisy => Config.Rate > 0;

    private protected override Tensor Noisy(Tensor x, CallContext context)
    {
        var p = Config.Rate;
        var a = 1 / Math.Sqrt((1 - p) * (1 + (p * Dropped * Dropped)));
        var keep = RandomUniform(Dropout.Concrete(Config.NoiseShape, x.Shape), context) >= p;
        return Tensor.Where(keep, x, Dropped) * a + (-a * Dropped * p);
    }
}
