using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all layers that pool over windows are made of.</summary>
public abstract record PoolingConfig : LayerConfig
{
    /// <summary>The size of a window along each axis of places; one number is for all of them.</summary>
    public Axes PoolSize { get; init; } = 2;

    /// <summary>The places from one window to the next; the window's size when null.</summary>
    public Axes? Strides { get; init; }

    /// <summary>What is put around the map.</summary>
    public Padding Padding { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>A layer that makes one value for each channel of each window of a map.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Pooling<TConfig> : Layer<TConfig>
    where TConfig : PoolingConfig
{
    private readonly LayerWindows _windows;

    private protected Pooling(TConfig config, int places)
        : base(Spread(config, places))
    {
        Places.CheckSizes(KerasName, nameof(Config.PoolSize), Config.PoolSize, places);
        Places.CheckSizes(KerasName, nameof(Config.Strides), Config.Strides!.Value, places);
        Places.RefuseCausal(KerasName, Config.Padding);
        _windows = new LayerWindows(Config.PoolSize, Config.Strides!.Value, [.. Enumerable.Repeat(1, places)], Config.Padding);
    }

    /// <inheritdoc/>
    internal override int TraceLength => Math.Max(base.TraceLength, _windows.TraceLength);

    /// <summary>What the layer makes of the windows of a map [batch, places.., channels].</summary>
    private protected abstract Tensor Pool(Tensor x, Windows windows);

    /// <inheritdoc/>
    protected override void Build(Shape input) => _windows.Check(KerasName, input, Config.DataFormat);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        _windows.Check(KerasName, x.Shape, Config.DataFormat);
        x = Config.DataFormat.ToChannelsLast(x);
        return Config.DataFormat.FromChannelsLast(Pool(x, _windows.Over(x.Shape)));
    }

    private static TConfig Spread(TConfig config, int places) => config with
    {
        PoolSize = Places.Spread(config.PoolSize, places),
        Strides = Places.Spread(config.Strides ?? config.PoolSize, places),
    };
}
