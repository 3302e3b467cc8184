using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Functions of images, by the names of <c>keras.ops.image</c>: an image [height, width, channels], or a batch
/// of them [batch, height, width, channels]; with <see cref="DataFormat.ChannelsFirst"/>, channels before the places.</summary>
/// <remarks>All are formulas: they may stand in layers, have gradients with respect to the images, and run where the model
/// runs. Integers are computed with as float32, and rounded at the end.</remarks>
public static partial class Image
{
    // Applied to a batch with its channels last, whatever was given; dtype and rank are what they were.
    private static Tensor OfBatch(string function, Tensor images, DataFormat format, Func<Tensor, Tensor> transform)
    {
        ArgumentNullException.ThrowIfNull(images);
        var isSingle = images.Rank == 3;
        CheckRank(function, images.Shape);
        var batch = format.ToChannelsLast(isSingle ? images.ExpandDims(0) : images);
        var result = format.FromChannelsLast(transform(batch.DType.IsFloat ? batch : batch.Cast(DType.Float32)));
        result = isSingle ? result.Squeeze(0) : result;
        return images.DType switch
        {
            DType.UInt8 => result.Round().Clip(0, byte.MaxValue).Cast(DType.UInt8),
            { IsInteger: true } => result.Round().Cast(images.DType),
            _ => result,
        };
    }

    /// <summary>Makes sure that a shape is that of an image or of a batch of images.</summary>
    /// <exception cref="ShapeMismatchException">It is not.</exception>
    internal static void CheckRank(string function, Shape images)
    {
        if (images.Rank is not (3 or 4))
        {
            throw Mismatch.Shapes(
                $"{function} needs images of 4 axes, [batch, height, width, channels], or one image of 3; it was given {images.Rank}."
                + "\n  hint: images without channels get an axis for them by Reshape or ExpandDims(-1).",
                ("images", images));
        }
    }

    /// <summary>Makes sure that images have the colours red, green and blue.</summary>
    /// <param name="function">Who needs them.</param>
    /// <param name="images">The shape.</param>
    /// <param name="channels">The number of channels in it.</param>
    /// <param name="orGray">Whether one channel is as good.</param>
    /// <exception cref="ShapeMismatchException">They have another number of channels.</exception>
    internal static void CheckColours(string function, Shape images, int channels, bool orGray)
    {
        if (channels != 3 && !(orGray && channels == 1))
        {
            throw Mismatch.Shapes(
                $"{function} needs images of 3 channels (red, green, blue){(orGray ? " or 1 (gray)" : "")}; it was given {channels}.",
                ("images", images));
        }
    }
}
