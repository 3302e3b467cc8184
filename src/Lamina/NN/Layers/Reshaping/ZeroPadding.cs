using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What layers that put zeros around maps of several axes of places are made of.</summary>
public abstract record ZeroPaddingConfig : LayerConfig
{
    /// <summary>For each axis of places how many zeros come before and behind: <c>[[1, 0], [2, 1]]</c>. One number is
    /// for both sides, one entry for all axes.</summary>
    public ValueList<Axes> Padding { get; init; } = [[1]];

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>A layer that puts zeros around a map.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class ZeroPadding<TConfig> : Layer<TConfig>
    where TConfig : LayerConfig
{
    private readonly ValueList<Axes> _margins;
    private readonly DataFormat _format;

    private protected ZeroPadding(TConfig config, ValueList<Axes> margins, DataFormat format)
        : base(config) => (_margins, _format) = (margins, format);

    /// <inheritdoc/>
    protected override void Build(Shape input) => Places.CheckRank(KerasName, _margins.Count, input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Places.CheckRank(KerasName, _margins.Count, x.Shape);
        var (before, after) = (Margins.ForAll(_margins, _format, 0), Margins.ForAll(_margins, _format, 1));
        return new Pad(before, after, [.. Enumerable.Repeat(1, x.Rank)]).Of(x);
    }
}
