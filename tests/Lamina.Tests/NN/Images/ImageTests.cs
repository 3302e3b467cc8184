using Lamina.NN;

namespace Lamina.Tests.NN.Images;

public sealed class ImageTests
{
    private static Tensor Nine => Tensor.From<float>([1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3, 1]);

    [Theory]
    [InlineData(Interpolation.Nearest, new[] { 0.0, 0, 1, 1 })]
    [InlineData(Interpolation.Bilinear, new[] { 0, 0.25, 0.75, 1 })]
    public void Resize_sees_pixels_as_squares(Interpolation interpolation, double[] expected)
    {
        Tensor row = Tensor.From<float>([0, 1], [1, 2, 1]);
        Near.Assert(expected, Image.Resize(row, 1, 4, interpolation).ToArray<double>(), Near.Formula);
        Near.Assert(expected, Image.Resize(row.Reshape([2, 1, 1]), 4, 1, interpolation).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Resize_with_antialias_makes_smaller_images_of_all_pixels()
    {
        Tensor row = Tensor.From<float>([0, 1, 2, 3], [1, 4, 1]);
        Near.Assert([0.5, 2.5], Image.Resize(row, 1, 2).ToArray<double>(), Near.Formula);
        Near.Assert([1.25 / 1.75, 3 - (1.25 / 1.75)], Image.Resize(row, 1, 2, antialias: true).ToArray<double>(), Near.Formula);
    }

    [Theory]
    [InlineData(Interpolation.Bicubic)]
    [InlineData(Interpolation.Lanczos3)]
    [InlineData(Interpolation.Lanczos5)]
    public void Kernels_keep_images_of_the_same_size_and_images_of_one_colour(Interpolation interpolation)
    {
        var x = NN.Training.Normal(1, 2, 6, 5, 3);
        Near.Assert(x.ToArray<double>(), Image.Resize(x, 6, 5, interpolation).ToArray<double>(), Near.Formula);
        Assert.All(Image.Resize(Tensor.Full([4, 7, 2], 3), 9, 3, interpolation).ToArray(), value => Assert.Equal(3, value, 5));
    }

    [Fact]
    public void Bicubic_is_Keys_kernel_at_half_places()
    {
        // In the middle of four: (−1, 9, 9, −1)/16; at the edge one of them is missing.
        Tensor row = Tensor.From<float>([0, 1, 0, 0, 0, 0], [1, 6, 1]);
        var y = Image.ScaleAndTranslate(row, [1, 5, 1], [1.0], [-0.5], [1], Interpolation.Bicubic);
        Near.Assert([9 / 17.0, 9 / 16.0, -1 / 16.0, 0, 0], y.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void ScaleAndTranslate_is_that_of_the_documentation()
    {
        var x = Tensor.Arange(9, DType.Float32).Reshape([3, 3]);
        var y = Image.ScaleAndTranslate(x, [5, 5], [2.0, 2.0], [-0.5, -0.5], [0, 1], Interpolation.Bilinear);
        double[] expected = [.. Enumerable.Range(0, 25).Select(i => (1.5 * (i / 5)) + (0.5 * (i % 5)))];
        Near.Assert(expected, y.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Resize_crops_or_pads_to_the_new_proportions()
    {
        var x = Tensor.Arange(2 * 6, DType.Float32).Reshape([2, 6, 1]);
        Assert.Equal([2, 3, 8, 9], Image.Resize(x, 2, 2, cropToAspectRatio: true).ToArray());
        var padded = Image.Resize(x, 6, 6, padToAspectRatio: true, fillValue: -1).ToArray();
        Assert.All(padded[..12], value => Assert.Equal(-1, value));
        Assert.Equal(x.ToArray(), padded[12..24]);
        Assert.All(padded[24..], value => Assert.Equal(-1, value));
    }

    [Fact]
    public void Integers_are_rounded_and_stay_integers()
    {
        var y = Image.Resize(Tensor.From<byte>([0, 255, 10, 20], [2, 2, 1]), 1, 2);
        Assert.Equal(DType.UInt8, y.DType);
        Assert.Equal([5, 138], y.ToArray<byte>());
    }

    [Theory]
    [InlineData(FillMode.Constant, new[] { 7.0, 7, 7, 0, 1, 2, 3, 7, 7, 7 })]
    [InlineData(FillMode.Nearest, new[] { 0.0, 0, 0, 0, 1, 2, 3, 3, 3, 3 })]
    [InlineData(FillMode.Reflect, new[] { 2.0, 1, 0, 0, 1, 2, 3, 3, 2, 1 })]
    [InlineData(FillMode.Wrap, new[] { 1.0, 2, 3, 0, 1, 2, 3, 0, 1, 2 })]
    [InlineData(FillMode.Mirror, new[] { 3.0, 2, 1, 0, 1, 2, 3, 2, 1, 0 })]
    public void Fill_modes_say_what_stands_around(FillMode mode, double[] expected)
    {
        Tensor x = new float[] { 0, 1, 2, 3 };
        var places = (Tensor.Arange(10, DType.Float32) - 3).Reshape([1, 10]);
        Near.Assert(expected, Image.MapCoordinates(x, places, 0, mode, 7).ToArray<double>(), Near.Formula);
        Near.Assert(expected, Image.MapCoordinates(x, places, 1, mode, 7).ToArray<double>(), Near.Formula);
        var image = x.Reshape([1, 4, 1]);
        Tensor transform = new float[] { 1, 0, -3, 0, 1, 0, 0, 0 };
        Near.Assert(expected[..4], Image.AffineTransform(image, transform, Interpolation.Bilinear, mode, 7).ToArray<double>(), Near.Formula);
        transform = new float[] { 1, 0, 3, 0, 1, 0, 0, 0 };
        Near.Assert(expected[6..], Image.AffineTransform(image, transform, Interpolation.Nearest, mode, 7).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void MapCoordinates_is_linear_between_elements_of_several_axes()
    {
        Tensor places = new float[,] { { 0, 0.5f, 1.25f }, { 0, 0.5f, 2 } };
        Near.Assert([1, 3, 6.75], Image.MapCoordinates(Nine.Reshape([3, 3]), places, 1).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Places_far_outside_are_folded_back_and_never_read_beyond()
    {
        Tensor x = new float[] { 0, 1, 2 };
        var places = Tensor.From<float>([-100, 100, 1e9f, -1e9f], [1, 4]);
        foreach (var mode in Enum.GetValues<FillMode>())
        {
            Assert.All(Image.MapCoordinates(x, places, 1, mode).ToArray(), value => Assert.InRange(value, 0, 2));
        }

        // −100 = −17·6 + 2 and 100 = 16·6 + 4: in a period of c b a | a b c it is 2, and 4, which is 1 mirrored.
        Assert.Equal([2, 1], Image.MapCoordinates(x, places, 0, FillMode.Reflect).ToArray()[..2]);
    }

    [Fact]
    public void Perspective_moves_the_corners()
    {
        Tensor start = new float[,] { { 0, 0 }, { 2, 0 }, { 0, 2 }, { 2, 2 } };
        Near.Assert(Nine.ToArray<double>(), Image.PerspectiveTransform(Nine, start, start).ToArray<double>(), Near.Formula);
        Near.Assert([0, 1, 2, 0, 4, 5, 0, 7, 8],
            Image.PerspectiveTransform(Nine, start, start + Tensor.From<float>([1, 0], [1, 2])).ToArray<double>(), Near.Formula);

        // Seen from the side: where each corner went, its pixel is seen.
        var x = NN.Training.Normal(3, 9, 9, 1).Evaluate();
        start = new float[,] { { 0, 0 }, { 8, 0 }, { 0, 8 }, { 8, 8 } };
        Tensor end = new float[,] { { 1, 2 }, { 7, 0 }, { 2, 6 }, { 8, 8 } };
        var y = Image.PerspectiveTransform(x, start, end).ToArray();
        var pixels = x.ToArray();
        Near.Assert([pixels[0], pixels[8], pixels[72], pixels[80]], [y[(2 * 9) + 1], y[7], y[(6 * 9) + 2], y[80]], (0, 1e-4));
    }

    [Fact]
    public void Points_on_the_horizon_are_outside()
    {
        Tensor transform = new float[] { 1, 0, 0, 0, 1, 0, -0.5f, 0 };
        var y = Image.AffineTransform(Nine, transform, fillValue: -1).ToArray();
        Assert.Equal(-1, y[2]);
        Assert.Equal(1, y[0]);
    }

    [Fact]
    public void Colours_become_hue_saturation_and_value_and_come_back()
    {
        Tensor x = Tensor.From<float>([1, 0, 0, 0, 1, 0, 0, 0, 1, 0.5f, 0.5f, 0.5f, 1, 1, 0, 0, 0, 0], [1, 6, 3]);
        Near.Assert([0, 1, 1, 1 / 3.0, 1, 1, 2 / 3.0, 1, 1, 0, 0, 0.5, 1 / 6.0, 1, 1, 0, 0, 0],
            Image.RgbToHsv(x).ToArray<double>(), Near.Formula);
        Tensor any = (NN.Training.Normal(2, 2, 3, 5, 4).Tanh() * 0.5 + 0.5).Evaluate();
        Near.Assert(any.ToArray<double>(),
            Image.HsvToRgb(Image.RgbToHsv(any, DataFormat.ChannelsFirst), DataFormat.ChannelsFirst).ToArray<double>(), Near.Formula);
        Near.Assert([0.2989, 0.587, 0.114, 0.49995, 0.8859, 0], Image.RgbToGrayscale(x).ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Blur_spreads_a_point_as_the_formula_says_and_keeps_its_sum()
    {
        var x = Tensor.Zeros([5, 5, 1]).ToArray();
        x[12] = 1;
        var y = Image.GaussianBlur(Tensor.Wrap(x, [5, 5, 1]), [3, 3], [1.0, 0.5]).ToArray<double>();
        double[] across = [Math.Exp(-0.5), 1, Math.Exp(-0.5)], down = [Math.Exp(-2), 1, Math.Exp(-2)];
        for (var i = 0; i < 9; i++)
        {
            var (row, column) = (i / 3, i % 3);
            Assert.Equal(down[row] * across[column] / (down.Sum() * across.Sum()), y[((row + 1) * 5) + column + 1], 6);
        }

        Assert.Equal(1, y.Sum(), 5);
    }

    [Fact]
    public void Patches_crops_and_paddings_are_parts_of_the_image()
    {
        var x = Tensor.Arange(16, DType.Float32).Reshape([4, 4, 1]);
        Assert.Equal([0, 1, 4, 5, 2, 3, 6, 7, 8, 9, 12, 13, 10, 11, 14, 15], Image.ExtractPatches(x, 2).ToArray());
        Assert.Equal([3, 3, 4], Image.ExtractPatches(x, 2, 1).Shape);
        Assert.Equal([5, 6, 9, 10], Image.CropImages(x, 1, 1, 1, 1).ToArray());
        Assert.Equal([9, 10], Image.CropImages(x, 2, 1, targetHeight: 1, targetWidth: 2).ToArray());
        Assert.Equal([0, 0, 0, 9], Image.PadImages(Tensor.Full([1, 1, 1], 9), 1, 1, targetHeight: 2, targetWidth: 2).ToArray());
    }

    [Fact]
    public void Elastic_transform_moves_pixels_by_a_seed_and_keeps_what_is_of_one_colour()
    {
        var x = NN.Training.Normal(4, 2, 12, 12, 1);
        var y = Image.ElasticTransform(x, 3, 2, seed: 5).ToArray();
        Assert.Equal(y, Image.ElasticTransform(x, 3, 2, seed: 5).ToArray());
        Assert.NotEqual(y, Image.ElasticTransform(x, 3, 2, seed: 6).ToArray());
        Near.Assert(x.ToArray<double>(), Image.ElasticTransform(x, 0, 2, seed: 5).ToArray<double>(), Near.Formula);
        Assert.All(Image.ElasticTransform(Tensor.Full([6, 6, 1], 2), 9, 2, seed: 5).ToArray(), value => Assert.Equal(2, value, 5));
    }

    [Fact]
    public void Gradients_go_through_warps_and_sizes_to_the_pixels_that_were_read()
    {
        Tensor x = NN.Training.Normal(5, 1, 3, 3, 1);
        Tensor shift = new float[] { 1, 0, 1, 0, 1, 0, 0, 0 };
        var gradient = Gradient.Of(Image.AffineTransform(x, shift).Sum(), x)[0];
        Assert.Equal([0, 1, 1, 0, 1, 1, 0, 1, 1], gradient.ToArray());
        gradient = Gradient.Of(Image.Resize(x, 6, 6).Sum(), x)[0];
        Assert.Equal(36, gradient.ToArray().Sum(), 4);
    }
}
