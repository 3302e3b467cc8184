namespace Lamina.NN;

/// <summary>What a <see cref="Rescaling"/> layer is made of.</summary>
public sealed record RescalingConfig : LayerConfig
{
    /// <summary>The factor.</summary>
    public required double Scale { get; init; }

    /// <summary>What is added after scaling.</summary>
    public double Offset { get; init; }
}

/// <summary>Scales and shifts: <c>y = x·scale + offset</c>; 1/255 brings pixels to 0..1.</summary>
public sealed class Rescaling : Layer<RescalingConfig>
{
    /// <summary>A layer of a factor and an offset.</summary>
    public Rescaling(double scale, double offset = 0)
        : this(new RescalingConfig { Scale = scale, Offset = offset })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Rescaling(RescalingConfig config)
        : base(config)
    {
        Guard.Finite(config.Scale, nameof(RescalingConfig.Scale));
        Guard.Finite(config.Offset, nameof(RescalingConfig.Offset));
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x * Config.Scale + Config.Offset;
    }
}
