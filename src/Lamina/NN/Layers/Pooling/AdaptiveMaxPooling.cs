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

    private protected override Tensor PoolAxis(Tensor x, int axis, Bins bins)
    {
        var members = bins.AreEven
            ? x.Reshape([.. x.Shape[..axis], bins.Count, bins.Length / bins.Count, .. x.Shape[(axis + 1)..]])
            : Members(x, axis, bins);
        return members.TakeAlong(members.ArgMax(axis + 1).ExpandDims(axis + 1), axis + 1).Squeeze(axis + 1);
    }

    // The places of each bin along an axis of their own; of a bin that is shorter than the longest the last is repeated.
    private static Tensor Members(Tensor x, int axis, Bins bins)
    {
        var (outer, after) = (x.Shape[..axis].Size, x.Shape[(axis + 1)..]);
        var longest = Enumerable.Range(0, bins.Count).Max(bin => bins.End(bin) - bins.Start(bin));
        var places = new int[outer * bins.Count * longest];
        for (var i = 0; i < places.Length; i++)
        {
            var (row, bin) = (i / longest / bins.Count, i / longest % bins.Count);
            places[i] = (row * bins.Length) + Math.Min(bins.Start(bin) + (i % longest), bins.End(bin) - 1);
        }

        var rows = x.Reshape([outer * bins.Length, after.Size]);
        return rows.Gather(Tensor.Wrap(places, [places.Length])).Reshape([.. x.Shape[..axis], bins.Count, longest, .. after]);
    }
}
