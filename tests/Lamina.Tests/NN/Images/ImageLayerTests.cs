using Lamina.NN;

namespace Lamina.Tests.NN.Images;

/// <summary>What layers of images make of pictures when their factors leave nothing to chance.</summary>
[Collection(ProcessWide.Name)]
public sealed class ImageLayerTests
{
    private const float R = 200, G = 100, B = 40;
    private const double Gray = (0.2989 * R) + (0.587 * G) + (0.114 * B);

    // One row of two pixels.
    private static readonly float[] Pair = [R, G, B, 10, 20, 30];

    private static readonly (string Name, Func<Layer> Layer, double[] Expected)[] Colours =
    [
        ("brightness", () => new RandomBrightness([0.2, 0.2]), [251, 151, 91, 61, 71, 81]),
        ("brightness, white", () => new RandomBrightness([1, 1]), [255, 255, 255, 255, 255, 255]),
        ("contrast, none", () => new RandomContrast(0.0), [.. Pair]),
        ("hue, half a turn", () => new RandomHue([1, 1]), [40, 140, 200, 30, 20, 10]),
        ("hue, none", () => new RandomHue(0.0), [.. Pair]),
        ("saturation, none", () => new RandomSaturation([0, 0]), [R, R, R, 30, 30, 30]),
        ("saturation, as it is", () => new RandomSaturation([0.5, 0.5]), [.. Pair]),
        ("saturation, full", () => new RandomSaturation([1, 1]), [200, 75, 0, 0, 15, 30]),
        ("sharpness, as it is", () => new RandomSharpness([0.5, 0.5]), [.. Pair]),
        ("sharpness, smooth", () => new RandomSharpness([0, 0]), [.. Enumerable.Range(0, 6).Select(i => ((5 * Pair[i]) + Pair[(i + 3) % 6]) / 13.0)]),
        ("gray", () => new RandomGrayscale(1), [Gray, Gray, Gray, 18.149, 18.149, 18.149]),
        ("gray, never", () => new RandomGrayscale(0), [.. Pair]),
        ("degeneration, half", () => new RandomColorDegeneration([0.5, 0.5]), [(R + Gray) / 2, (G + Gray) / 2, (B + Gray) / 2, 14.0745, 19.0745, 24.0745]),
        ("posterization, one bit", () => new RandomPosterization([1, 1]), [128, 0, 0, 0, 0, 0]),
        ("posterization, four bits", () => new RandomPosterization([4, 4]), [192, 96, 32, 0, 16, 16]),
        ("posterization, all bits", () => new RandomPosterization([8, 8]), [.. Pair]),
        ("invert", () => new RandomInvert([1, 1]), [55, 155, 215, 245, 235, 225]),
        ("invert, never", () => new RandomInvert(0.0), [.. Pair]),
        ("solarization", () => new Solarization(), [55, 155, 215, 245, 235, 225]),
        ("auto contrast", () => new AutoContrast(), [255, 255, 255, 0, 0, 0]),
        ("equalization", () => new Equalization(), [255, 255, 255, 0, 0, 0]),
        ("blur, none", () => new RandomGaussianBlur(sigma: [0, 0]), [.. Pair]),
        ("erasing, never", () => new RandomErasing(0.0), [.. Pair]),
        ("erasing, all", () => new RandomErasing([1, 1], [1, 1], [7, 8, 9]), [7, 8, 9, 7, 8, 9]),
        ("jitter", () => new RandomColorJitter(null, [0.2, 0.2], null, [0, 0]), [251, 251, 251, 81, 81, 81]),
        ("jitter, none", () => new RandomColorJitter(), [.. Pair]),
    ];

    private static readonly (string Name, Func<Layer> Layer, double[] Expected)[] Geometry =
    [
        ("rotation, a quarter counter-clockwise", () => new RandomRotation([0.25, 0.25]), [3, 6, 9, 2, 5, 8, 1, 4, 7]),
        ("rotation, a quarter clockwise", () => new RandomRotation([-0.25, -0.25]), [7, 4, 1, 8, 5, 2, 9, 6, 3]),
        ("rotation, none", () => new RandomRotation(0.0), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("translation down", () => new RandomTranslation([1 / 3.0, 1 / 3.0], 0.0, FillMode.Constant), [0, 0, 0, 1, 2, 3, 4, 5, 6]),
        ("translation to the right", () => new RandomTranslation(0.0, [1 / 3.0, 1 / 3.0], FillMode.Nearest), [1, 1, 2, 4, 4, 5, 7, 7, 8]),
        ("translation, wrap", () => new RandomTranslation(0.0, [-1 / 3.0, -1 / 3.0], FillMode.Wrap), [2, 3, 1, 5, 6, 4, 8, 9, 7]),
        ("zoom in", () => new RandomZoom([-0.5, -0.5]), [3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7]),
        ("zoom out", () => new RandomZoom([1, 1], fillMode: FillMode.Constant), [0, 0, 0, 0, 5, 0, 0, 0, 0]),
        ("zoom in, width only", () => new RandomZoom(0.0, [-0.5, -0.5]), [1.5, 2, 2.5, 4.5, 5, 5.5, 7.5, 8, 8.5]),
        ("shear, none", () => new RandomShear(), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("perspective, never", () => new RandomPerspective(0.0), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("perspective, none", () => new RandomPerspective([1, 1], scale: 0), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("elastic, none", () => new RandomElasticTransform(scale: 0.0), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
        ("elastic, never", () => new RandomElasticTransform(0.0), [1, 2, 3, 4, 5, 6, 7, 8, 9]),
    ];

    public static TheoryData<string> ColourNames => [.. Colours.Select(c => c.Name)];

    public static TheoryData<string> GeometryNames => [.. Geometry.Select(c => c.Name)];

    [Theory, MemberData(nameof(ColourNames))]
    public void Colours_change_as_the_formula_says(string name)
    {
        var (_, layer, expected) = Colours.Single(c => c.Name == name);
        var x = Tensor.From<float>(Pair, [1, 1, 2, 3]);
        Near.Assert(expected, layer().Apply(x, training: true).ToArray<double>(), (1e-5, 1e-3), name);
        Assert.Equal([1, 2, 3], layer().Apply(x.Reshape([1, 2, 3]), training: true).Shape);
        var bytes = Tensor.From<byte>([.. Pair.Select(value => (byte)value)], [1, 1, 2, 3]);
        Near.Assert(expected, layer().Apply(bytes, training: true).ToArray<double>(), (1e-5, 1e-3), $"{name} of bytes");
    }

    [Theory, MemberData(nameof(GeometryNames))]
    public void Pixels_move_as_the_formula_says(string name)
    {
        var (_, layer, expected) = Geometry.Single(c => c.Name == name);
        var x = (Tensor.Arange(9, DType.Float32) + 1).Reshape([1, 3, 3, 1]);
        Near.Assert(expected, layer().Apply(x, training: true).ToArray<double>(), (1e-4, 1e-4), name);
    }

    [Fact]
    public void Shear_moves_rows_by_their_number_and_columns_by_theirs()
    {
        var x = (Tensor.Arange(9, DType.Float32) + 1).Reshape([1, 3, 3, 1]);
        var seen = Rows(new RandomShear([1, 1], fillMode: FillMode.Constant).Apply(Repeated(x, 32), training: true), 9).Distinct(new Same()).ToArray();
        Assert.Contains(seen, y => Close(y, [1, 2, 3, 5, 6, 0, 9, 0, 0]));
        Assert.Contains(seen, y => Close(y, [1, 2, 3, 0, 4, 5, 0, 0, 7]));
        Assert.Equal(2, seen.Length);
        seen = [.. Rows(new RandomShear(0.0, [1, 1], fillMode: FillMode.Constant).Apply(Repeated(x, 32), training: true), 9).Distinct(new Same())];
        Assert.Contains(seen, y => Close(y, [1, 5, 9, 4, 8, 0, 7, 0, 0]));

        static bool Close(float[] y, float[] expected) => y.Zip(expected).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4);
    }

    [Theory]
    [InlineData(FlipMode.Horizontal, new float[] { 2, 1, 4, 3 })]
    [InlineData(FlipMode.Vertical, new float[] { 3, 4, 1, 2 })]
    [InlineData(FlipMode.HorizontalAndVertical, new float[] { 4, 3, 2, 1 })]
    public void Flip_changes_half_of_the_images(FlipMode mode, float[] flipped)
    {
        Seed.Set(3);
        var y = Rows(new RandomFlip(mode).Apply(Repeated(Tensor.From<float>([1, 2, 3, 4], [1, 2, 2, 1]), 1000), training: true), 4);
        Assert.InRange(y.Count(image => image.SequenceEqual(flipped)), 430, 570);
        Assert.All(y, image => Assert.True(image.SequenceEqual(flipped) || image.SequenceEqual([1f, 2, 3, 4])));
    }

    [Fact]
    public void Crop_cuts_each_part_equally_often_and_the_same_of_all_images_of_a_batch()
    {
        var layer = new RandomCrop(2, 3, seed: 4);
        var x = Repeated(Tensor.Arange(12, DType.Float32).Reshape([1, 3, 4, 1]), 2);
        var starts = new int[12];
        var crop = Function.Compile((images, step) => layer.Apply([images], new CallContext(true, step))[0]);
        for (var step = 0; step < 200; step++)
        {
            var y = Rows(crop(x, Tensor.Wrap([step], Shape.Scalar)), 6);
            Assert.Equal(y[0], y[1]);
            var start = (int)y[0][0];
            Assert.Equal([start, start + 1, start + 2, start + 4, start + 5, start + 6], y[0]);
            starts[start]++;
        }

        Assert.All([0, 1, 4, 5], start => Assert.InRange(starts[start], 30, 70));
        Assert.Equal([2, 3], layer.Apply(x).Shape.Skip(1).Take(2));
        Assert.Equal(x.ToArray(), new RandomCrop(3, 4).Apply(x, training: true).ToArray());
    }

    [Fact]
    public void Numbers_stay_between_the_bounds_of_a_factor_and_fill_them()
    {
        Seed.Set(5);
        var gray = Tensor.Full([2000, 1, 1, 1], 0.5).Evaluate();
        var brightness = new RandomBrightness([-0.2, 0.4], [0, 1]).Apply(gray, training: true).ToArray();
        Assert.All(brightness, value => Assert.InRange(value, 0.3, 0.9));
        Assert.InRange(brightness.Min(), 0.3, 0.31);
        Assert.InRange(brightness.Max(), 0.89, 0.9);
        Assert.InRange(brightness.Average(), 0.58, 0.62);
        var pair = Repeated(Tensor.From<float>([0.4f, 0.6f], [1, 1, 2, 1]), 2000);
        var contrast = Rows(new RandomContrast([0.5, 0.3], [0, 1]).Apply(pair, training: true), 2).Select(y => (y[1] - y[0]) / 0.2).ToArray();
        Assert.InRange(contrast.Min(), 0.6999, 0.71);
        Assert.InRange(contrast.Max(), 1.49, 1.5001);
        var angles = Rows(new RandomRotation([0, 0.25], interpolation: Interpolation.Bilinear, fillMode: FillMode.Constant)
            .Apply(Repeated(Tensor.From<float>([0, 0, 0, 0, 0, 1, 0, 0, 0], [1, 3, 3, 1]), 500), training: true), 9);
        Assert.All(angles, y => Assert.True(y[8] < 1e-5 && y[7] < 1e-5, "A positive angle turns what is on the right up."));
    }

    [Fact]
    public void Erased_parts_are_rectangles_of_the_size_that_scale_says()
    {
        Seed.Set(6);
        var x = Tensor.Zeros([300, 20, 30, 1]).Evaluate();
        var y = Rows(new RandomErasing([1, 1], [0.1, 0.2], 9.0).Apply(x, training: true), 600);
        foreach (var image in y)
        {
            var rows = Enumerable.Range(0, 20).Where(row => image[(row * 30)..((row + 1) * 30)].Any(v => v == 9)).ToArray();
            var columns = Enumerable.Range(0, 30).Where(column => Enumerable.Range(0, 20).Any(row => image[(row * 30) + column] == 9)).ToArray();
            Assert.InRange(rows.Length, (Math.Sqrt(0.1) * 20) - 1, (Math.Sqrt(0.2) * 20) + 1);
            Assert.InRange(columns.Length, (Math.Sqrt(0.1) * 30) - 1, (Math.Sqrt(0.2) * 30) + 1);
            Assert.Equal(rows.Length * columns.Length, image.Count(v => v == 9));
        }
    }

    [Fact]
    public void Equalization_uses_the_range_evenly()
    {
        // Values 0, 1, 2, 3 of a dark image: (F − F₀)·255/(n − F₀).
        var x = Tensor.From<float>([0, 1, 2, 3, 3, 3], [1, 2, 3, 1]);
        Near.Assert([0, 51, 102, 255, 255, 255], new Equalization().Apply(x, training: true).ToArray<double>(), Near.Formula);
        Assert.Equal(x.ToArray(), new Equalization().Apply(x).ToArray());
        var flat = Tensor.Full([1, 2, 2, 1], 77);
        Assert.Equal(flat.ToArray(), new Equalization().Apply(flat, training: true).ToArray());
        Assert.Equal(flat.ToArray(), new AutoContrast().Apply(flat).ToArray());
    }

    [Fact]
    public void Tiles_are_equalized_each_for_itself()
    {
        // One tile, no limit: (F − F(0))·255/(n − F(0)), where F(0) counts the zeros.
        var x = Tensor.From<float>([0, 10, 20, 20], [1, 2, 2, 1]);
        var layer = new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: 0, tileGridSize: 1);
        Near.Assert([0, 85, 255, 255], layer.Apply(x).ToArray<double>(), Near.Formula);

        // A limit of one in 256 spreads all counts: what is left is the identity, but for the first class.
        var even = new ContrastLimitedAdaptiveHistogramEqualization(clipLimit: 1e-9, tileGridSize: 2);
        var any = (NN.Training.Normal(1, 2, 9, 7, 2).Sigmoid() * 255).Floor().Evaluate();
        Near.Assert(any.ToArray<double>(), even.Apply(any).ToArray<double>(), (1e-3, 0.01));
    }

    [Fact]
    public void MixUp_mixes_labels_as_images()
    {
        Seed.Set(7);
        var (images, labels) = Marked(400);
        var y = new MixUp(0.4).Apply([images, labels], new CallContext(training: true));
        var (pixels, shares) = (y[0].ToArray(), Rows(y[1], 4));
        for (var i = 0; i < 400; i++)
        {
            Assert.Equal(1, shares[i].Sum(), 4);
            Assert.Equal(shares[i].Select((share, j) => share * j).Sum(), pixels[i * 4], 3);
        }

        // Of Beta(0.4, 0.4): mean ½, variance 1/(4·1.8).
        var mixed = shares.Where(share => share.Count(s => s > 0) == 2).Select(share => (double)share.First(s => s > 0)).ToArray();
        Assert.InRange(mixed.Average(), 0.44, 0.56);
        Assert.InRange(mixed.Average(s => (s - 0.5) * (s - 0.5)), 0.11, 0.165);
        Assert.Equal(images.ToArray(), new MixUp().Apply([images, labels], new CallContext(training: false))[0].ToArray());
    }

    [Fact]
    public void CutMix_mixes_labels_by_the_area_of_the_patch()
    {
        Seed.Set(8);
        var (images, labels) = Marked(200, 24);
        var y = new CutMix([1, 1]).Apply([images, labels], new CallContext(training: true));
        var (pixels, shares) = (Rows(y[0], 24 * 24), Rows(y[1], 4));
        var patches = 0;
        for (var i = 0; i < 200; i++)
        {
            Assert.InRange(pixels[i].Average() - shares[i].Select((share, j) => share * j).Sum(), -0.3, 0.3);
            Assert.All(pixels[i], value => Assert.Contains(value, (float[])[0, 1, 2, 3]));
            patches += pixels[i].Distinct().Count() == 2 ? 1 : 0;
        }

        Assert.InRange(patches, 100, 180);
    }

    private static (Tensor Images, Tensor Labels) Marked(int count, int size = 2)
    {
        var kinds = Tensor.Wrap(Enumerable.Range(0, count).Select(i => i % 4).ToArray(), [count]);
        var images = kinds.Cast(DType.Float32).Reshape([count, 1, 1, 1]).BroadcastTo([count, size, size, 1]).Evaluate();
        return (images, kinds.OneHot(4).Evaluate());
    }

    private static Tensor Repeated(Tensor image, int count) => image.BroadcastTo(image.Shape.With(0, count)).Evaluate();

    private static float[][] Rows(Tensor x, int size) => [.. x.ToArray().Chunk(size)];

    private sealed class Same : IEqualityComparer<float[]>
    {
        public bool Equals(float[]? x, float[]? y) => x!.Zip(y!).All(pair => Math.Abs(pair.First - pair.Second) < 1e-4);

        public int GetHashCode(float[] obj) => 0;
    }
}
