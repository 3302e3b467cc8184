using Lamina.Ops;

namespace Lamina.NN;

/// <summary>In training, sets whole channels to 0 at random and scales the others by 1/(1 − rate); else does nothing.</summary>
/// <remarks>Source: J. Tompson et al., "Efficient Object Localization Using Convolutional Networks", CVPR 2015.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class SpatialDropout<TConfig> : NoiseLayer<TConfig>
    where TConfig : SpatialDropoutConfig
{
    private readonly int _places;

    /// <summary>Makes the layer of its config.</summary>
    private protected SpatialDropout(TConfig config, int places)
        : base(config, config?.Seed)
    {
        Guard.Decay(config!.Rate, nameof(config.Rate));
        _places = places;
    }

    private protected override bool IsNoisy => Config.Rate > 0;

    /// <summary>Where the channels stand.</summary>
    private protected virtual DataFormat Format => DataFormat.ChannelsLast;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank != _places + 2)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs an input of {_places + 2} axes: batch, {_places} of places, and channels.", ("input", input));
        }

        BuiltFor(input);
    }

    private protected override Tensor Noisy(Tensor x, CallContext context)
    {
        var channels = Format == DataFormat.ChannelsLast ? x.Rank - 1 : 1;
        Shape shared = [.. x.Shape.Select((length, axis) => axis == 0 || axis == channels ? length : 1)];
        return Tensor.Where(RandomUniform(shared, context) >= Config.Rate, x * (1 / (1 - Config.Rate)), 0);
    }
}

/// <summary>What layers that drop whole channels are made of.</summary>
public abstract record SpatialDropoutConfig : LayerConfig
{
    /// <summary>The share of channels to drop; from 0 to below 1.</summary>
    public required double Rate { get; init; }

    /// <summary>A seed of its own; from <see cref="NN.Seed"/> when null.</summary>
    public int? Seed { get; init; }
}
