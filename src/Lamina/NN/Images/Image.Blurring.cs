namespace Lamina.NN;

public static partial class Image
{
    /// <summary>Images blurred by a Gaussian kernel; around them is 0.</summary>
    /// <remarks>Formula: along each axis, a mean of neighbours weighted by <c>e^(−½(d/σ)²)</c> for the distance d.</remarks>
    /// <param name="images">The images.</param>
    /// <param name="kernelSize">Pixels of the kernel across and down, odd; a single number for both.</param>
    /// <param name="sigma">The standard deviation across and down, in pixels; a single number for both.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ArgumentException">A size is even, or a number is not greater than 0.</exception>
    public static Tensor GaussianBlur(
        Tensor images, Ops.Axes? kernelSize = null, ValueList<double>? sigma = null, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        var sizes = OddSizes(nameof(GaussianBlur), kernelSize ?? 3);
        var deviations = sigma ?? 1.0;
        foreach (var deviation in deviations)
        {
            Guard.Positive(deviation, nameof(sigma));
        }

        return OfBatch(nameof(GaussianBlur), images, dataFormat, batch => Blur(
            batch, sizes, Tensor.Scalar(deviations[0], batch.DType), Tensor.Scalar(deviations[^1], batch.DType)));
    }

    /// <summary>Images [batch, height, width, channels] blurred; the deviations are scalars.</summary>
    internal static Tensor Blur(Tensor images, Ops.Axes kernelSize, Tensor across, Tensor down) => Separable(
        images,
        Gaussian(images.Shape[1], down, kernelSize[1] / 2),
        Gaussian(images.Shape[2], across, kernelSize[0] / 2));

    /// <summary>Sizes of kernels across and down, which must be odd so that they have a middle.</summary>
    internal static Ops.Axes OddSizes(string layer, Ops.Axes sizes)
    {
        var both = Guard.PerAxis(sizes, 2, "KernelSize");
        return both[0] % 2 == 1 && both[1] % 2 == 1
            ? both
            : throw new ArgumentException($"{layer} needs odd numbers as KernelSize, so that a pixel is in the middle; it was given {sizes}.");
    }

    // A matrix [length, length] whose row i is the kernel around place i.
    private static Tensor Gaussian(int length, Tensor deviation, int radius) =>
        Gaussian(length, deviation, radius, Tensor.Scalar(radius, deviation.DType));

    // The kernel reaches as far as the radius says, which is not above the limit.
    private static Tensor Gaussian(int length, Tensor deviation, int limit, Tensor radius)
    {
        var taps = Tensor.Arange((2 * limit) + 1, deviation.DType) - limit;
        var sum = Weights(taps).Sum();
        var places = Tensor.Arange(length, deviation.DType);
        return Weights(places.ExpandDims(1) - places.ExpandDims(0)) / sum;

        Tensor Weights(Tensor distance) =>
            Tensor.Where(distance.Abs() <= radius, (-0.5 * (distance / deviation).Square()).Exp(), 0);
    }
}
