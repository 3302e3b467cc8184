namespace Lamina.NN;

/// <summary>What all layers that pool over all places are made of.</summary>
public abstract record GlobalPoolingConfig : LayerConfig
{
    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>Whether the places stay as axes of length 1.</summary>
    public bool KeepDims { get; init; }
}

/// <summary>A layer that makes one value for each channel of all places of a sample.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class GlobalPooling<TConfig> : Layer<TConfig>
    where TConfig : GlobalPoolingConfig
{
    private readonly int _places;

    private protected GlobalPooling(TConfig config, int places)
        : base(config) => _places = places;

    /// <summary>What the layer makes of the values along the axes of places, which stay if asked for.</summary>
    private protected abstract Tensor Pool(Tensor x, int[] axes, bool keepDims, CallContext context);

    /// <inheritdoc/>
    protected override void Build(Shape input) => Places.CheckRank(KerasName, _places, input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Places.CheckRank(KerasName, _places, x.Shape);
        return Pool(x, [.. Enumerable.Range(Places.First(Config.DataFormat), _places)], Config.KeepDims, context);
    }
}
