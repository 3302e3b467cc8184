namespace Lamina.NN;

/// <summary>What an <see cref="ELU"/> layer is made of.</summary>
public sealed record ELUConfig : LayerConfig
{
    /// <summary>The depth to which it sinks.</summary>
    public double Alpha { get; init; } = 1;
}

/// <summary>The exponential linear unit: x above 0, <c>α·(eˣ − 1)</c> below.</summary>
/// <remarks>Source: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and Accurate Deep Network Learning by
/// Exponential Linear Units (ELUs)", ICLR 2016.</remarks>
public sealed class ELU : Layer<ELUConfig>
{
    /// <summary>A layer of a depth α.</summary>
    public ELU(double alpha = 1)
        : this(new ELUConfig { Alpha = alpha })
    {
    }

    /// <summary>A layer of its config.</summary>
    public ELU(ELUConfig config)
        : base(config) => Guard.Finite(config.Alpha, nameof(ELUConfig.Alpha));

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context) => new EluActivation(Config.Alpha).Apply(x);
}
