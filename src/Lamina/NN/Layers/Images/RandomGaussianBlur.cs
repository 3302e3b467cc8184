using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="RandomGaussianBlur"/> layer is made of.</summary>
public sealed record RandomGaussianBlurConfig : RandomColourLayerConfig
{
    /// <summary>The bounds of the probability that an image is blurred. One number f stands for 0 to f.</summary>
    public ValueList<double> Factor { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    /// <summary>The pixels of the kernel across and down, odd.</summary>
    public Axes KernelSize { get; init => field = Image.OddSizes(LayerName, value); } = [3, 3];

    /// <summary>The bounds of the kernel's deviation, in pixels, from 0 to 1. One number s stands for 0 to s.</summary>
    public ValueList<double> Sigma { get; init => field = Factors.Between(value, 0, 1, LayerName); } = [0, 1];

    private protected override string LayerName => nameof(RandomGaussianBlur);
}

/// <summary>In training, blurs some images by a Gaussian kernel of random width, the same for all images of a batch; else
/// does nothing.</summary>
public sealed class RandomGaussianBlur : RandomColourLayer<RandomGaussianBlurConfig>
{
    private const double LeastSigma = 1e-6;

    /// <summary>A layer that blurs.</summary>
    public RandomGaussianBlur(
        ValueList<double>? factor = null, Axes? kernelSize = null, ValueList<double>? sigma = null,
        ValueList<double>? valueRange = null, int? seed = null)
        : this(new RandomGaussianBlurConfig
        {
            Factor = factor ?? 1.0,
            KernelSize = kernelSize ?? 3,
            Sigma = sigma ?? 1.0,
            ValueRange = valueRange ?? [0, 255],
            Seed = seed,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RandomGaussianBlur(RandomGaussianBlurConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Transform(Tensor images, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(images);
        var draws = DrawsIn(context);
        var isBlurred = draws.Chance(PerImage(images), Config.Factor);
        var (across, down) = (draws.Uniform([], Config.Sigma) + LeastSigma, draws.Uniform([], Config.Sigma) + LeastSigma);
        return Clipped(Tensor.Where(isBlurred, Image.Blur(images, Config.KernelSize, across, down), images));
    }
}
