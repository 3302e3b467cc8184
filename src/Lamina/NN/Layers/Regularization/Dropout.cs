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
public sealed class Dropout : NoiseLayer<DropoutConfig>
{
    /// <summary>A layer that drops a share of the elements.</summary>
    public Dropout(double rate)
        : this(new DropoutConfig { Rate = rate })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not from 0 to below 1.</exception>
    public Dropout(DropoutConfig config)
        : base(config, config?.Seed) => Guard.Decay(config!.Rate, nameof(DropoutConfig.Rate));

    private protected override bool IsNoisy => Config.Rate > 0;

    private protected override Tensor Noisy(Tensor x, CallContext context)
    {
        var keep = RandomUniform(Concrete(Config.NoiseShape, x.Shape), context) >= Config.Rate;
        return Tensor.Where(keep, x * (1 / (1 - Config.Rate)), 0);
    }

    /// <summary>The shape of noise, whose unknown axes are the input's.</summary>
    /// <exception cref="ShapeMismatchException">It does not stretch to the input's shape.</exception>
    internal static Shape Concrete(Shape? noise, Shape input)
    {
        if (noise is not { } given)
        {
            return input;
        }

        var concrete = given.Rank == input.Rank
            ? Shape.Create([.. given.Select((axis, i) => axis == Shape.Unknown ? input[i] : axis)])
            : given;
        return concrete.Rank == input.Rank && Shape.TryBroadcast(concrete, input) == input
            ? concrete
            : throw Ops.Mismatch.Shapes(
                "A noise shape has the input's axes, each as long, 1 or not known.", ("input", input), ("noise", given));
    }
}
