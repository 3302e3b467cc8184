namespace Lamina.NN;

public static partial class Image
{
    /// <summary>Images in another size.</summary>
    /// <param name="images">The images.</param>
    /// <param name="height">The new height.</param>
    /// <param name="width">The new width.</param>
    /// <param name="interpolation">How pixels are made of others; pixels are squares whose centres lie at halves.</param>
    /// <param name="antialias">Whether smaller images are made of all pixels, by a wider kernel; without a meaning for
    /// <see cref="Interpolation.Nearest"/>.</param>
    /// <param name="cropToAspectRatio">Whether the largest middle part of the new proportions is used, so that nothing is
    /// distorted.</param>
    /// <param name="padToAspectRatio">Whether the image is widened to the new proportions first, by equally much on both
    /// sides.</param>
    /// <param name="fillMode">With what it is widened; a constant only, as in Keras.</param>
    /// <param name="fillValue">The constant.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <remarks>
    /// <para>Formula: <c>y = A·x·Bᵀ</c> for each channel, where the rows of A and B are a kernel around the place that a pixel
    /// comes from, divided by its sum.</para>
    /// <para>Source: R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE Trans. ASSP 29(6),
    /// 1981; C. E. Duchon, "Lanczos Filtering in One and Two Dimensions", J. Appl. Meteorology 18, 1979.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">Both crop and pad are wanted, or another fill than a constant.</exception>
    public static Tensor Resize(
        Tensor images, int height, int width, Interpolation interpolation = Interpolation.Bilinear, bool antialias = false,
        bool cropToAspectRatio = false, bool padToAspectRatio = false, FillMode fillMode = FillMode.Constant,
        double fillValue = 0, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        Guard.Positive(height, nameof(height));
        Guard.Positive(width, nameof(width));
        CheckResize(nameof(Resize), cropToAspectRatio, padToAspectRatio, fillMode);
        return OfBatch(nameof(Resize), images, dataFormat, batch =>
        {
            var x = cropToAspectRatio ? CroppedTo(batch, height, width)
                : padToAspectRatio ? PaddedTo(batch, height, width, fillValue)
                : batch;
            return interpolation == Interpolation.Nearest
                ? NearestResize(x, height, width)
                : Separable(
                    x,
                    ResizeWeights.Of(x.Shape[1], height, interpolation, antialias, x.DType),
                    ResizeWeights.Of(x.Shape[2], width, interpolation, antialias, x.DType));
        });
    }

    /// <summary>Images scaled and moved along some axes: <c>(y, x) → (s₀·y + t₀, s₁·x + t₁)</c>, where pixels have their
    /// centres at halves; what comes from outside is 0.</summary>
    /// <param name="images">The images, or any tensor.</param>
    /// <param name="outputShape">The shape of the result.</param>
    /// <param name="scale">A factor for each of the axes.</param>
    /// <param name="translation">What is added for each of the axes, in pixels of the result.</param>
    /// <param name="spatialDims">The axes.</param>
    /// <param name="method">The kernel; <see cref="Interpolation.Nearest"/> is none.</param>
    /// <param name="antialias">Whether the kernel is widened where the scale is below 1.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or the method is none.</exception>
    public static Tensor ScaleAndTranslate(
        Tensor images, Shape outputShape, IReadOnlyList<double> scale, IReadOnlyList<double> translation,
        IReadOnlyList<int> spatialDims, Interpolation method, bool antialias = true)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(scale);
        ArgumentNullException.ThrowIfNull(translation);
        ArgumentNullException.ThrowIfNull(spatialDims);
        if (scale.Count != spatialDims.Count || translation.Count != spatialDims.Count || method == Interpolation.Nearest
            || outputShape.Rank != images.Rank)
        {
            throw new ArgumentException(
                "ScaleAndTranslate needs a scale and a translation for each of its axes, a length for each axis of the images,"
                + $" and a kernel; it was given {scale.Count} scales, {translation.Count} translations, {spatialDims.Count} axes,"
                + $" the output shape {outputShape} for images {images.Shape}, and {method}.");
        }

        var y = images.DType.IsFloat ? images : images.Cast(DType.Float32);
        for (var i = 0; i < spatialDims.Count; i++)
        {
            var axis = images.Shape.NormalizeAxis(spatialDims[i]);
            var weights = ResizeWeights.Of(
                images.Shape[axis], outputShape[axis], scale[i], translation[i], method, antialias, y.DType);
            y = y.SwapAxes(axis, -1).MatMul(weights.TransposeLast()).SwapAxes(axis, -1);
        }

        return images.DType.IsFloat ? y : y.Round().Cast(images.DType);
    }

    /// <summary>What <see cref="Resize"/> and its layer refuse.</summary>
    internal static void CheckResize(string function, bool crop, bool pad, FillMode fillMode)
    {
        if (crop && pad)
        {
            throw new ArgumentException($"{function} can crop or pad to the new proportions, not both.");
        }

        if (fillMode != FillMode.Constant)
        {
            throw new ArgumentException($"{function} pads with a constant only; the fill mode was {fillMode}.");
        }
    }

    /// <summary>The largest middle part of images [batch, height, width, channels] with the proportions of a size.</summary>
    internal static Tensor CroppedTo(Tensor images, int height, int width)
    {
        var (fromHeight, fromWidth) = (images.Shape[1], images.Shape[2]);
        var cropHeight = Math.Max(1, Math.Min(fromHeight, (int)((double)fromWidth * height / width)));
        var cropWidth = Math.Max(1, Math.Min(fromWidth, (int)((double)fromHeight * width / height)));
        return images
            .Slice(1, (fromHeight - cropHeight) / 2, cropHeight)
            .Slice(2, (fromWidth - cropWidth) / 2, cropWidth);
    }

    // As much on both sides; of an odd number, one less.
    private static Tensor PaddedTo(Tensor images, int height, int width, double fillValue)
    {
        var (fromHeight, fromWidth) = (images.Shape[1], images.Shape[2]);
        var vertical = (Math.Max(fromHeight, (int)((double)fromWidth * height / width)) - fromHeight) / 2;
        var horizontal = (Math.Max(fromWidth, (int)((double)fromHeight * width / height)) - fromWidth) / 2;
        return Filled(images, vertical, vertical, horizontal, horizontal, fillValue);
    }

    private static Tensor NearestResize(Tensor images, int height, int width)
    {
        var (batch, fromHeight, fromWidth, channels) = (images.Shape[0], images.Shape[1], images.Shape[2], images.Shape[3]);
        var places = new int[batch * height * width];
        for (var i = 0; i < places.Length; i++)
        {
            var (image, row, column) = (i / (height * width), i / width % height, i % width);
            places[i] = (((image * fromHeight) + Source(row, fromHeight, height)) * fromWidth) + Source(column, fromWidth, width);
        }

        return images.Reshape([batch * fromHeight * fromWidth, channels])
            .Gather(Tensor.Wrap(places, [batch, height, width]));

        static int Source(int place, int from, int to) => Math.Min(from - 1, (int)((place + 0.5) * from / to));
    }

    // A·x·Bᵀ for each channel: two products, the second over all rows at once.
    private static Tensor Separable(Tensor images, Tensor rows, Tensor columns)
    {
        var (batch, width, channels) = (images.Shape[0], images.Shape[2], images.Shape[3]);
        var (toHeight, toWidth) = (rows.Shape[^2], columns.Shape[^2]);
        var y = rows.MatMul(images.Reshape([batch, images.Shape[1], width * channels]));
        if (channels == 1)
        {
            return y.Reshape([batch * toHeight, width]).MatMul(columns.TransposeLast()).Reshape([batch, toHeight, toWidth, 1]);
        }

        return y.Reshape([batch, toHeight, width, channels]).Transpose(0, 1, 3, 2)
            .MatMul(columns.TransposeLast())
            .Transpose(0, 1, 3, 2);
    }
}
