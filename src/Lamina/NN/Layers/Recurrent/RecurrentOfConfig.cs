namespace Lamina.NN;

/// <summary>A recurrent layer made of a config.</summary>
/// <typeparam name="TConfig">The config; also the form in which the layer is saved.</typeparam>
public abstract class Recurrent<TConfig> : Recurrent
    where TConfig : RecurrentConfig
{
    /// <summary>Makes the layer of its config.</summary>
    /// <param name="config">The config.</param>
    /// <param name="cell">What is done at each step.</param>
    protected Recurrent(TConfig config, RecurrentCell cell)
        : base(config, cell) => Config = config;

    /// <summary>What the layer is made of.</summary>
    public TConfig Config { get; }

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => UpToDate(Config);
}
