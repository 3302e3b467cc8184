using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that takes the largest value of each channel in each window of a map.</summary>
/// <remarks>Of equal values the first has the gradient.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class MaxPooling<TConfig> : Pooling<TConfig>
    where TConfig : PoolingConfig
{
    private protected MaxPooling(TConfig config, int places)
        : base(config, places)
    {
    }

    private protected override Tensor Pool(Tensor x, Windows windows) => x.MaxPool(windows);
}
