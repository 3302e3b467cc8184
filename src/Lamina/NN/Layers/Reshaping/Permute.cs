using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Permute"/> layer is made of.</summary>
public sealed record PermuteConfig : LayerConfig
{
    /// <summary>For each axis of a sample of the output the input's, counted from 1.</summary>
    public required Axes Dims { get; init; }
}

/// <summary>Puts the axes of each sample into another order.</summary>
/// <remarks>Shapes: with the axes (2, 1), x [batch, a, b] → [batch, b, a].</remarks>
public sealed class Permute : Layer<PermuteConfig>
{
    /// <summary>A layer of an order: <c>new Permute(2, 1)</c>.</summary>
    /// <param name="dims">For each axis of a sample of the output the input's, counted from 1.</param>
    public Permute(params ReadOnlySpan<int> dims)
        : this(new PermuteConfig { Dims = Axes.Create(dims) })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The axes are not each of 1, 2, .. once.</exception>
    public Permute(PermuteConfig config)
        : base(config)
    {
        if (!config.Dims.Order().SequenceEqual(Enumerable.Range(1, config.Dims.Count)))
        {
            throw new ArgumentException(
                $"Permute needs each axis of a sample once, counted from 1; it was given {config.Dims}.", nameof(config));
        }
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != Config.Dims.Count + 1)
        {
            throw Mismatch.Shapes(
                $"Permute needs an input with an axis for each of {Config.Dims}, and that of the batch.", ("input", input));
        }

        BuiltFor(input);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Transpose([0, .. Config.Dims]);
    }
}
