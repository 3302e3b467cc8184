namespace Lamina.NN;

/// <summary>What a <see cref="RandomPosterization"/> layer is made of.</summary>
public sealed record RandomPosterizationConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the number of bits that are kept, from 1 to 8, the upper one not included. One number n stands for 1
    /// to n; [n, n] keeps always n.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, 1, 8, LayerName); }

    private protected override string LayerName => nameof(RandomPosterization);
}

/// <summary>In training, keeps only the highest of 8 bits of each value, a random number of them for each image; else does
/// nothing.</summary>
public sealed class RandomPosterization : RandomColourLayer<RandomPosterizationConfig>
{
    private const int Bits = 8;
    private const double Top = 255;

    /// <summary>A layer that keeps some bits.</summary>
    public RandomPosterization(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomPosterizationConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomPosterization(RandomPosterizationConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (least, most) = ((int)Config.Factor[0], (int)Config.Factor[1]);
        var bits = least == most
            ? Tensor.Full(PerImage(images), least, images.DType)
            : DrawsIn(context).Integers(PerImage(images), most - least) + least;

        // The step between values that are left: 2 for 7 bits, 128 for one.
        var step = Tensor.Full(PerImage(images), 1, images.DType);
        for (var kept = 1; kept < Bits; kept++)
        {
            step = Tensor.Where(bits.EqualTo(kept), 1 << (Bits - kept), step);
        }

        // Whole numbers first, as bytes are; then the lower bits go.
        return FromRange((ToRange(images, Top).Floor() / step).Floor() * step, Top);
    }
}
