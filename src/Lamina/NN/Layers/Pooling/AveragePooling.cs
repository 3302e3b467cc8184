using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that takes the mean of each channel in each window of a map; what is around the map does not
/// count.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AveragePooling<TConfig> : Pooling<TConfig>
    where TConfig : PoolingConfig
{
    private protected AveragePooling(TConfig config, int places)
        : base(config, places)
    {
    }

    private protected override Tensor Pool(Tensor x, Windows windows) => x.AveragePool(windows);
}
