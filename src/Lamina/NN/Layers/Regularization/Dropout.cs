namespace Lamina.NN;

/// <summary>What a <see cref="Dropout"/> layer is made of.</summary>
public sealed record DropoutConfig : LayerConfig
{
    /// <summary>The share of elements to drop; from 0 to below 1.</summary>
    public required double Rate { get; init; }

    /// <summary>The shape of the mask, whose axes of length 1 are shared; null: the input's.</summary>
    public Shape? NoiseShape { get; init; }

    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}

/// <summary>In training, sets elements to 0 at random and scales the others by 1/(1 − rate), so that the sum keeps its
/// expectation; else does nothing.</summary>
/// <remarks>Source: N. Srivastava et al., "Dropout: A Simple Way to Prevent Neural Networks from Overfitting", JMLR 15,
/// 2014.</remarks>
public sealed class Dropout : Layer<DropoutConfig>
{
    /// <summary>A layer that drops a share of the elements.</summary>
    public Dropout(double rate)
        : this(new DropoutConfig { Rate = rate })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public Dropout(DropoutConfig config)
        : base(config)
    {
        Guard.Decay(config.Rate, nameof(DropoutConfig.Rate));
        if (config.Seed is { } seed)
        {
            Key = (ulong)seed;
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        if (!context.IsTraining || Config.Rate == 0)
        {
            return x;
        }

        var shape = Config.NoiseShape is { } noise
            ? [.. noise.Select((axis, i) => axis == Shape.Unknown ? x.Shape[i] : axis)]
            : x.Shape;
        var keep = RandomUniform(shape, context) >= Config.Rate;
        return Tensor.Where(keep, x * (1 / (1 - Config.Rate)), 0);
    }
}
