using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that takes the largest value of each channel in each bin of a map.</summary>
/// <remarks>Of equal values the first has the gradient.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AdaptiveMaxPooling<TConfig> : AdaptivePooling<TConfig>
    where TConfig : AdaptivePoolingConfig
{
    private protected AdaptiveMaxPooling(TConfig config, int places)
        : base(config, places)
    {
    }

    private protected override Tensor Pool(Tensor x, Windows windows) => x.MaxPool(windows);

    // The places of each bin stand one behind the other, of a shorter one the last twice; then bins are windows.
    private protected override Tensor PoolAxis(Tensor x, int axis, Bins bins)
    {
        var (outer, after) = (x.Shape[..axis].Size, x.Shape[(axis + 1)..]);
        var longest = Enumerable.Range(0, bins.Count).Max(bin => bins.End(bin) - bins.Start(bin));
        var places = new int[outer * bins.Count * longest];
        for (var i = 0; i < places.Length; i++)
        {
            var (row, bin) = (i / longest / bins.Count, i / longest % bins.Count);
            places[i] = (row * bins.Length) + Math.Min(bins.Start(bin) + (i % longest), bins.End(bin) - 1);
        }

        var rows = x.Reshape([outer * bins.Length, after.Size]).Gather(Tensor.Wrap(places, [places.Length]));
        return rows.Reshape([outer, bins.Count * longest, after.Size])
            .MaxPool(Windows.SideBySide(longest))
            .Reshape([.. x.Shape[..axis], bins.Count, .. after]);
    }
}
