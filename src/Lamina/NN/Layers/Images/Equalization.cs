using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="Equalization"/> layer is made of.</summary>
public sealed record EqualizationConfig : ImageLayerConfig
{
    /// <summary>The lowest and the highest value of a pixel.</summary>
    public ValueList<double> ValueRange { get; init => field = Factors.Range(value, nameof(Equalization)); } = [0, 255];

    /// <summary>In how many classes values are counted.</summary>
    public int Bins { get; init => field = Guard.AtLeast(value, 2); } = 256;
}

/// <summary>In training, changes the values of each channel so that each part of the range is used about equally often; else
/// does nothing. As in Keras, values are counted over all images of a batch.</summary>
/// <remarks>
/// <para>Formula: a value of class k becomes <c>round(255·(F(k) − F(first))/(n − F(first)))</c>, F(k) the number of values up to
/// class k, n of all. A channel of one class stays.</para>
/// <para>No gradient flows through it.</para>
/// </remarks>
public sealed class Equalization : ImageLayer<EqualizationConfig>
{
    private const double Top = 255;

    /// <summary>A layer that equalizes histograms.</summary>
    public Equalization(ValueList<double>? valueRange = null, int bins = 256)
        : this(new EqualizationConfig { ValueRange = valueRange ?? [0, 255], Bins = bins })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Equalization(EqualizationConfig config)
        : base(config)
    {
    }

    private protected override bool IsIdentity(CallContext context) => !context.IsTraining;

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var (low, high, bins, channels) = (Config.ValueRange[0], Config.ValueRange[1], Config.Bins, images.Shape[^1]);
        var scaled = (images - low) * (Top / (high - low));
        var kind = (scaled * ((bins - 1) / Top)).Clip(0, bins - 1).Cast(DType.Int32) + (Tensor.Arange(channels) * bins);
        var counts = new ScatterAdd(channels * bins).Of(
            Tensor.Ones([kind.Shape.Size], images.DType), kind.Reshape([kind.Shape.Size])).Reshape([channels, bins]);
        var count = (double)kind.Shape.Size / channels;
        var upTo = counts.CumulativeSum();
        var first = -Tensor.Where(upTo > 0, -upTo, -count).Max(-1, keepDims: true);
        var rest = count - first;
        var table = ((upTo - first) * Top / Tensor.Where(rest > 0, rest, 1)).Round().Clip(0, Top);
        var equalized = (table.Reshape([channels * bins]).Gather(kind) * ((high - low) / Top)) + low;
        var isOfOneKind = counts.Max(-1).EqualTo(count);
        return Tensor.Where(isOfOneKind, images, equalized);
    }
}
