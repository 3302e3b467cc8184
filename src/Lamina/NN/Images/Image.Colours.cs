namespace Lamina.NN;

public static partial class Image
{
    // How bright red, green and blue look, as Keras has them.
    private static readonly double[] Luma = [0.2989, 0.587, 0.114];

    /// <summary>Images in gray: <c>0.2989·red + 0.587·green + 0.114·blue</c>, one channel; gray ones stay.</summary>
    /// <param name="images">The images, of 3 channels or 1.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ShapeMismatchException">They have another number of channels.</exception>
    public static Tensor RgbToGrayscale(Tensor images, DataFormat dataFormat = DataFormat.ChannelsLast) =>
        OfBatch(nameof(RgbToGrayscale), images, dataFormat, static batch =>
        {
            CheckColours(nameof(RgbToGrayscale), batch.Shape, batch.Shape[^1], orGray: true);
            return Gray(batch);
        });

    /// <summary>Hue, saturation and value, each from 0 to 1, of red, green and blue from 0 to 1.</summary>
    /// <remarks>
    /// <para>Formula: v = max, s = (max − min)/max, h = ⅙·(g − b)/(max − min) where red is the largest, ⅓ more for green and
    /// ⅔ more for blue, and 1 more below 0.</para>
    /// <para>Source: A. R. Smith, "Color Gamut Transform Pairs", SIGGRAPH 1978.</para>
    /// </remarks>
    /// <param name="images">The images, floats of 3 channels.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ShapeMismatchException">They have another number of channels.</exception>
    /// <exception cref="DTypeMismatchException">They are integers.</exception>
    public static Tensor RgbToHsv(Tensor images, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        CheckFloat(nameof(RgbToHsv), images);
        return OfBatch(nameof(RgbToHsv), images, dataFormat, static batch =>
        {
            CheckColours(nameof(RgbToHsv), batch.Shape, batch.Shape[^1], orGray: false);
            var (hue, saturation, value) = Hsv(batch);
            return Tensor.Concat([hue, saturation, value]);
        });
    }

    /// <summary>Red, green and blue of hue, saturation and value: the inverse of <see cref="RgbToHsv"/>.</summary>
    /// <param name="images">The images, floats of 3 channels.</param>
    /// <param name="dataFormat">Where the channels stand.</param>
    /// <exception cref="ShapeMismatchException">They have another number of channels.</exception>
    /// <exception cref="DTypeMismatchException">They are integers.</exception>
    public static Tensor HsvToRgb(Tensor images, DataFormat dataFormat = DataFormat.ChannelsLast)
    {
        CheckFloat(nameof(HsvToRgb), images);
        return OfBatch(nameof(HsvToRgb), images, dataFormat, static batch =>
        {
            CheckColours(nameof(HsvToRgb), batch.Shape, batch.Shape[^1], orGray: false);
            return Rgb(batch.Slice(-1, 0, 1), batch.Slice(-1, 1, 1), batch.Slice(-1, 2, 1));
        });
    }

    /// <summary>Gray of images whose channels are last.</summary>
    internal static Tensor Gray(Tensor images) => images.Shape[^1] == 1
        ? images
        : (images * Tensor.From<double>(Luma).Cast(images.DType).Evaluate()).Sum(-1, keepDims: true);

    /// <summary>Hue, saturation and value of images whose channels are last: one channel each.</summary>
    internal static (Tensor Hue, Tensor Saturation, Tensor Value) Hsv(Tensor images)
    {
        var tiny = images.DType == DType.Float64 ? double.BitIncrement(1) - 1 : float.BitIncrement(1) - 1;
        images = Tensor.Where(images.Abs() < tiny, 0, images);
        var (r, g, b) = (images.Slice(-1, 0, 1), images.Slice(-1, 1, 1), images.Slice(-1, 2, 1));
        var value = Tensor.Maximum(Tensor.Maximum(r, g), b);
        var range = value - Tensor.Minimum(Tensor.Minimum(r, g), b);
        var saturation = Tensor.Where(value > 0, range / Tensor.Where(value > 0, value, 1), 0);
        var scale = 1 / (6 * Tensor.Where(range > 0, range, 1));
        var hue = Tensor.Where(value.EqualTo(g), (scale * (b - r)) + (2 / 6.0), (scale * (r - g)) + (4 / 6.0));
        hue = Tensor.Where(value.EqualTo(r), scale * (g - b), hue);
        hue = Tensor.Where(range > 0, hue, 0);
        return (Tensor.Where(hue < 0, hue + 1, hue), saturation, value);
    }

    /// <summary>Red, green and blue, channels last, of one channel each of hue, saturation and value.</summary>
    internal static Tensor Rgb(Tensor hue, Tensor saturation, Tensor value)
    {
        var sixth = (hue - hue.Floor()) * 6;
        var red = ((sixth - 3).Abs() - 1).Clip(0, 1);
        var green = (2 - (sixth - 2).Abs()).Clip(0, 1);
        var blue = (2 - (sixth - 4).Abs()).Clip(0, 1);
        var rest = 1 - saturation;
        return Tensor.Concat([value * (rest + (saturation * red)), value * (rest + (saturation * green)), value * (rest + (saturation * blue))]);
    }

    private static void CheckFloat(string function, Tensor images)
    {
        ArgumentNullException.ThrowIfNull(images);
        if (!images.DType.IsFloat)
        {
            throw new DTypeMismatchException(
                $"{function} needs floating-point images; it was given {images.DType.KerasName}."
                + "\n  hint: Cast(DType.Float32) / 255 brings bytes to 0..1.");
        }
    }
}
