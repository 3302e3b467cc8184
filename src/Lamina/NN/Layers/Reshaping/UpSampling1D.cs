namespace Lamina.NN;

/// <summary>What an <see cref="UpSampling1D"/> layer is made of.</summary>
public sealed record UpSampling1DConfig : LayerConfig
{
    /// <summary>How many times each step stands in the output.</summary>
    public int Size { get; init; } = 2;
}

/// <summary>Repeats each step of a sequence: <c>y[i] = x[⌊i/size⌋]</c>.</summary>
/// <remarks>Shapes: x [batch, steps, channels] → [batch, size·steps, channels].</remarks>
public sealed class UpSampling1D : UpSampling<UpSampling1DConfig>
{
    /// <summary>A layer that repeats each step some times.</summary>
    public UpSampling1D(int size = 2)
        : this(new UpSampling1DConfig { Size = size })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The size is not greater than 0.</exception>
    public UpSampling1D(UpSampling1DConfig config)
        : base(config, config.Size, places: 1, DataFormat.ChannelsLast)
    {
    }
}
