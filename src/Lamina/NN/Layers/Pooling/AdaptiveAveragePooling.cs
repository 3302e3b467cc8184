using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that takes the mean of each channel in each bin of a map.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AdaptiveAveragePooling<TConfig> : AdaptivePooling<TConfig>
    where TConfig : AdaptivePoolingConfig
{
    private protected AdaptiveAveragePooling(TConfig config, int places)
        : base(config, places)
    {
    }

    private protected override Tensor Pool(Tensor x, Windows windows) => x.AveragePool(windows);

    // The mean over a bin of several axes is the mean of means: along each axis all its rows are equally long.
    private protected override Tensor PoolAxis(Tensor x, int axis, Bins bins)
    {
        var weights = new double[bins.Count * bins.Length];
        for (var bin = 0; bin < bins.Count; bin++)
        {
            var (start, end) = (bins.Start(bin), bins.End(bin));
            weights.AsSpan((bin * bins.Length) + start, end - start).Fill(1.0 / (end - start));
        }

        return Places.Map(x, axis, Tensor.Wrap(weights, [bins.Count, bins.Length]).Cast(x.DType).Evaluate());
    }
}
