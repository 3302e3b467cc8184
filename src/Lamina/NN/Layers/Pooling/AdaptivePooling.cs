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

/// <summary>A layer that divides each axis of places into as many bins as it is to have, and makes one value of each.</summary>
/// <remarks>Formula: bin i of o on an axis of length n goes from <c>⌊i·n/o⌋</c> to before <c>⌈(i + 1)·n/o⌉</c>, so bins are
/// of almost one size and may share places.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AdaptivePooling<TConfig> : Layer<TConfig>
    where TConfig : AdaptivePoolingConfig
{
    private protected AdaptivePooling(TConfig config, int places)
        : base(config with { OutputSize = Guard.PerAxis(config.OutputSize, places, nameof(config.OutputSize)) })
    {
    }

    /// <inheritdoc/>
    protected override void Build(Shape input) => Check(input);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        Check(x.Shape);

        // The last axis first: of equal values the first in row-major order is then the first of all.
        for (var i = Config.OutputSize.Count - 1; i >= 0; i--)
        {
            var axis = Places.First(Config.DataFormat) + i;
            x = x.Shape[axis] == Config.OutputSize[i] ? x : PoolAxis(x, axis, new Bins(x.Shape[axis], Config.OutputSize[i]));
        }

        return x;
    }

    /// <summary>One value for each bin of an axis.</summary>
    private protected abstract Tensor PoolAxis(Tensor x, int axis, Bins bins);

    private void Check(Shape input)
    {
        Places.CheckRank(KerasName, Config.OutputSize.Count, input);
        if (input[1..].Contains(0))
        {
            throw Mismatch.Shapes($"{KerasName} needs a map that is not empty.", ("input", input));
        }
    }
}

/// <summary>The bins that an axis is divided into.</summary>
/// <param name="Length">The length of the axis.</param>
/// <param name="Count">How many bins there are.</param>
internal readonly record struct Bins(int Length, int Count)
{
    /// <summary>Whether bins are of one size and share no places.</summary>
    public bool AreEven => Length % Count == 0;

    /// <summary>Where a bin begins.</summary>
    public int Start(int bin) => (int)((long)bin * Length / Count);

    /// <summary>The place behind a bin's last.</summary>
    public int End(int bin) => (int)((((long)(bin + 1) * Length) + Count - 1) / Count);
}
