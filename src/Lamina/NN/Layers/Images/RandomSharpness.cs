namespace Lamina.NN;

/// <summary>What a <see cref="RandomSharpness"/> layer is made of.</summary>
public sealed record RandomSharpnessConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of a number from 0, which gives the smoothed image, over ½, which changes nothing, to 1, which sharpens
    /// most. One number f stands for 0 to f.</summary>
    public required ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); }

    private protected override string LayerName => nameof(RandomSharpness);
}

/// <summary>In training, smooths or sharpens each image by a random amount; else does nothing.</summary>
/// <remarks>Formula: <c>y = x + (1 − 2f)·(s − x)</c>, kept within the value range, where s is the mean over 3·3 pixels of which
/// the middle counts five times; around the image is 0.</remarks>
public sealed class RandomSharpness : RandomColourLayer<RandomSharpnessConfig>
{
    /// <summary>A layer that changes the sharpness.</summary>
    public RandomSharpness(ValueList<double> factor, ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomSharpnessConfig { Factor = factor, ValueRange = valueRange ?? [0, 255], Seed = seed })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomSharpness(RandomSharpnessConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var factor = DrawsIn(context).Uniform(PerImage(images), Config.Factor) * 2;
        var rows = OfThree(images, 1);
        var smooth = (OfThree(rows, 2) + (4 * images)) / 13;
        return Clipped(images + ((1 - factor) * (smooth - images)));
    }

    // The sum of each element and its neighbours along an axis.
    private static Tensor OfThree(Tensor x, int axis)
    {
        var (padded, length) = (x.Pad(axis, 1, 1), x.Shape[axis]);
        return padded.Slice(axis, 0, length) + x + padded.Slice(axis, 2, length);
    }
}
