namespace Lamina.NN;

/// <summary>What a <see cref="ReLU"/> layer is made of.</summary>
public sealed record ReLUConfig : LayerConfig
{
    /// <summary>The ceiling; none when null.</summary>
    public double? MaxValue { get; init => field = Guard.NonNegative(value); }

    /// <summary>The slope below the threshold.</summary>
    public double NegativeSlope { get; init => field = Guard.NonNegative(value); }

    /// <summary>Where the line through 0 begins.</summary>
    public double Threshold { get; init => field = Guard.NonNegative(value); }
}

/// <summary>The rectifier: x from a threshold t on, <c>slope·(x − t)</c> below it, and a ceiling.</summary>
/// <remarks>Source: V. Nair and G. E. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", ICML
/// 2010.</remarks>
public sealed class ReLU : Layer<ReLUConfig>
{
    /// <summary>A layer with Keras's defaults: <c>max(x, 0)</c>.</summary>
    public ReLU(double? maxValue = null, double negativeSlope = 0, double threshold = 0)
        : this(new ReLUConfig { MaxValue = maxValue, NegativeSlope = negativeSlope, Threshold = threshold })
    {
    }

    /// <summary>A layer of its config.</summary>
    public ReLU(ReLUConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context) =>
        new ReluActivation(Config.NegativeSlope, Config.MaxValue, Config.Threshold).Apply(x);
}
