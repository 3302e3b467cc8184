namespace Lamina.NN;

/// <summary>What all layers around another one are made of.</summary>
public abstract record WrapperConfig : LayerConfig
{
    /// <summary>The layer inside.</summary>
    public required InnerLayer Layer { get; init; }
}

/// <summary>A layer around another one, whose weights are its own too.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Wrapper<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : WrapperConfig
{
    /// <summary>Puts a layer inside.</summary>
    /// <param name="config">The config.</param>
    /// <param name="layer">The layer; made of the config when null.</param>
    protected Wrapper(TConfig config, Layer? layer = null)
        : base(config) => Layer = AddLayer(layer ?? Config.Layer.Make(), "layer");

    /// <summary>The layer inside.</summary>
    public Layer Layer { get; }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config) with { Layer = InnerLayer.Of(Layer) };

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => Layer.BuildOnce(inputs, "", Precision);
}
