namespace Lamina.NN;

/// <summary>A layer of any inputs and outputs, made of a config.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class ConfiguredLayer<TConfig> : Layer
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    protected ConfiguredLayer(TConfig config)
        : base(config) => Config = config;

    /// <summary>What the layer is made of.</summary>
    public TConfig Config { get; }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config);
}
