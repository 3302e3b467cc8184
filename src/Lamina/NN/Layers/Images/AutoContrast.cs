namespace Lamina.NN;

/// <summary>What an <see cref="AutoContrast"/> layer is made of.</summary>
public sealed record AutoContrastConfig : ImageLayerConfig
{
    /// <summary>The lowest and the highest value of a pixel.</summary>
    public ValueList<double> ValueRange { get; init => field = Factors.Range(value, nameof(AutoContrast)); } = [0, 255];
}

/// <summary>Stretches the values of each channel of each image over the whole value range, in training and in use; channels of
/// one value stay.</summary>
/// <remarks>Formula: <c>y = low + (x − min)·(high − low)/(max − min)</c>.</remarks>
public sealed class AutoContrast : ImageLayer<AutoContrastConfig>
{
    /// <summary>A layer that stretches values over a range.</summary>
    public AutoContrast(ValueList<double>? valueRange = null)
        : this(new AutoContrastConfig { ValueRange = valueRange ?? [0, 255] })
    {
    }

    /// <summary>A layer of its config.</summary>
    public AutoContrast(AutoContrastConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (low, high) = (Config.ValueRange[0], Config.ValueRange[1]);
        var highest = images.Max([1, 2], keepDims: true);
        var lowest = -(-images).Max([1, 2], keepDims: true);
        var range = highest - lowest;
        var stretched = ((images - lowest) * ((high - low) / Tensor.Where(range > 0, range, 1))) + low;
        return Tensor.Where(range > 0, stretched.Clip(low, high), images);
    }
}
