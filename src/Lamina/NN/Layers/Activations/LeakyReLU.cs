namespace Lamina.NN;

/// <summary>What a <see cref="LeakyReLU"/> layer is made of.</summary>
public sealed record LeakyReLUConfig : LayerConfig
{
    /// <summary>The slope below 0.</summary>
    public double NegativeSlope { get; init => field = Guard.NonNegative(value); } = 0.3;
}

/// <summary>The leaky rectifier: x above 0, <c>slope·x</c> below.</summary>
/// <remarks>Source: A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
/// Models", ICML 2013.</remarks>
public sealed class LeakyReLU : Layer<LeakyReLUConfig>
{
    /// <summary>A layer of a slope below 0.</summary>
    public LeakyReLU(double negativeSlope = 0.3)
        : this(new LeakyReLUConfig { NegativeSlope = negativeSlope })
    {
    }

    /// <summary>A layer of its config.</summary>
    public LeakyReLU(LeakyReLUConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context) => new LeakyReluActivation(Config.NegativeSlope).Apply(x);
}
