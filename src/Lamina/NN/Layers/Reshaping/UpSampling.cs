using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that makes a map a whole number of times as long along each axis of places.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class UpSampling<TConfig> : Layer<TConfig>
    where TConfig : LayerConfig
{
    private readonly Axes _sizes;
    private readonly DataFormat _format;

    private protected UpSampling(TConfig config, Axes sizes, int places, DataFormat format)
        : base(config)
    {
        (_sizes, _format) = (sizes, format);
        Places.CheckSizes(KerasName, "Size", sizes, places);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) => Places.CheckRank(KerasName, _sizes.Count, input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Places.CheckRank(KerasName, _sizes.Count, x.Shape);
        return Enlarge(x, Places.First(_format));
    }

    /// <summary>The map with its places in between: by default each place repeated.</summary>
    /// <param name="x">The map.</param>
    /// <param name="first">The first axis of places.</param>
    private protected virtual Tensor Enlarge(Tensor x, int first)
    {
        var (single, repeated, whole) = (new List<int>(), new List<int>(), new List<int>());
        for (var axis = 0; axis < x.Rank; axis++)
        {
            var times = axis >= first && axis < first + _sizes.Count ? _sizes[axis - first] : 1;
            var length = x.Shape[axis];
            single.AddRange(times == 1 ? [length] : [length, 1]);
            repeated.AddRange(times == 1 ? [length] : [length, times]);
            whole.Add(length * times);
        }

        return x.Reshape([.. single]).BroadcastTo([.. repeated]).Reshape([.. whole]);
    }
}
