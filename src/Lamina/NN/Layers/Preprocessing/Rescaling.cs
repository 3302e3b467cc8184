namespace Lamina.NN;

/// <summary>What a <see cref="Rescaling"/> layer is made of.</summary>
public sealed record RescalingConfig : LayerConfig
{
    /// <summary>The factor; one for each channel where there are several.</summary>
    public required ValueList<double> Scale { get; init; }

    /// <summary>What is added after scaling; one for each channel where there are several.</summary>
    public ValueList<double> Offset { get; init; } = 0;
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
        foreach (var scale in config.Scale)
        {
            Guard.Finite(scale, nameof(RescalingConfig.Scale));
        }

        foreach (var offset in config.Offset)
        {
            Guard.Finite(offset, nameof(RescalingConfig.Offset));
        }
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Config is { Scale: [var scale], Offset: [var offset] }
            ? x * scale + offset
            : (x.Cast(Precision) * Each(Config.Scale)) + Each(Config.Offset);
    }

    private Tensor Each(ValueList<double> numbers) => Tensor.From(numbers.AsSpan(), [numbers.Count]).Cast(Precision);
}
