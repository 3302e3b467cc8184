using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all layers that pool to a given size are made of.</summary>
public abstract record AdaptivePoolingConfig : LayerConfig
{
    /// <summary>The length of each axis of places in the output; one number is for all of them.</summary>
    public required Axes OutputSize { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }
}

/// <summary>A layer that divides each axis of places into as many bins as it is to have, and makes one value of
/// each.</summary>
/// <remarks>Formula: bin i of o on an axis of length n goes from <c>⌊i·n/o⌋</c> to before <c>⌈(i + 1)·n/o⌉</c>, so bins
/// are of almost one size and may share places.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AdaptivePooling<TConfig> : Layer<TConfig>
    where TConfig : AdaptivePoolingConfig
{
    private readonly int _places;

    private protected AdaptivePooling(TConfig config, int places)
        : base(config with { OutputSize = Places.Spread(config.OutputSize, places) })
    {
        _places = places;
        Places.CheckSizes(KerasName, nameof(Config.OutputSize), Config.OutputSize, places);
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) => Check(input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Check(x.Shape);
        x = Config.DataFormat.ToChannelsLast(x);
        Bins[] bins = [.. Config.OutputSize.Select((count, i) => new Bins(x.Shape[i + 1], count))];
        if (bins.All(axis => axis.AreEven))
        {
            x = Pool(x, Windows.SideBySide([.. bins.Select(axis => axis.Length / axis.Count)]));
        }
        else
        {
            // The last axis first: of equal values the first in row-major order is then the first of all.
            for (var i = _places - 1; i >= 0; i--)
            {
                x = bins[i].Length == bins[i].Count ? x : PoolAxis(x, i + 1, bins[i]);
            }
        }

        return Config.DataFormat.FromChannelsLast(x);
    }

    /// <summary>One value for each window, where bins are of one size.</summary>
    private protected abstract Tensor Pool(Tensor x, Windows windows);

    /// <summary>One value for each bin of an axis.</summary>
    private protected abstract Tensor PoolAxis(Tensor x, int axis, Bins bins);

    private void Check(Shape input)
    {
        Places.CheckRank(KerasName, _places, input);
        if (input[1..].Contains(0))
        {
            throw Mismatch.Shapes($"{KerasName} needs a map that is not empty.", ("input", input));
        }
    }
}
