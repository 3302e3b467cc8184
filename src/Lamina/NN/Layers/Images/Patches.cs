namespace Lamina.NN;

/// <summary>Rectangles at random places of images.</summary>
/// <param name="Left">The left edges: [batch, 1, 1, 1].</param>
/// <param name="Right">The right edges.</param>
/// <param name="Top">The upper edges.</param>
/// <param name="Bottom">The lower edges.</param>
internal sealed record Patches(Tensor Left, Tensor Right, Tensor Top, Tensor Bottom)
{
    /// <summary>A rectangle for each image.</summary>
    /// <param name="images">The images [batch, height, width, channels].</param>
    /// <param name="across">The width, as a part of the image's.</param>
    /// <param name="down">The height, as a part of the image's.</param>
    /// <param name="draws">Where random numbers come from.</param>
    public static Patches In(Tensor images, Tensor across, Tensor down, Draws draws)
    {
        var (left, right) = Bounds(across * images.Shape[2], images.Shape[2]);
        var (top, bottom) = Bounds(down * images.Shape[1], images.Shape[1]);
        return new(left, right, top, bottom);

        (Tensor Start, Tensor End) Bounds(Tensor length, int whole)
        {
            var start = draws.Uniform(length.Shape) * (whole - length);
            return (start, start + length);
        }
    }

    /// <summary>Where images of a size are within the rectangles: [batch, height, width, 1].</summary>
    public Tensor Mask(int height, int width)
    {
        var x = Tensor.Arange(width, Left.DType).Reshape([1, 1, width, 1]);
        var y = Tensor.Arange(height, Left.DType).Reshape([1, height, 1, 1]);
        return (x >= Left) & (x < Right) & ((y >= Top) & (y < Bottom));
    }
}
