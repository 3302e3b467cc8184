using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What is special about layers over sequences, images and volumes.</summary>
public sealed class SpatialTests
{
    private const int Open = Shape.Unknown;

    private static readonly (string Name, Func<Layer> Create, Shape Input, Shape Output)[] OpenShapes =
    [
        ("Conv1D, large window", () => new Conv1D(4, 80), [Open, 1], [Open, 4]),
        ("Conv1D, large strides", () => new Conv1D(4, 10, strides: 70, padding: Padding.Same), [Open, 1], [Open, 4]),
        ("Conv2D, one axis", () => new Conv2D(4, 3), [Open, 8, 3], [Open, 6, 4]),
        ("Conv3D", () => new Conv3D(4, 3, strides: 2), [Open, Open, Open, 2], [Open, Open, Open, 4]),
        ("DepthwiseConv2D", () => new DepthwiseConv2D(3, depthMultiplier: 2), [Open, Open, 3], [Open, Open, 6]),
        ("DepthwiseConv1D, channels first", () => new DepthwiseConv1D(new DepthwiseConv1DConfig { KernelSize = 3, DataFormat = DataFormat.ChannelsFirst }), [3, Open], [3, Open]),
        ("SeparableConv2D", () => new SeparableConv2D(5, 3), [Open, Open, 3], [Open, Open, 5]),
        ("Conv2DTranspose", () => new Conv2DTranspose(5, 3, strides: 2), [Open, Open, 3], [Open, Open, 5]),
        ("MaxPooling1D", () => new MaxPooling1D(100), [Open, 3], [Open, 3]),
        ("MaxPooling2D, all axes", () => new MaxPooling2D(), [Open, Open, Open], [Open, Open, Open]),
        ("AveragePooling3D", () => new AveragePooling3D(), [Open, 4, Open, 3], [Open, 2, Open, 3]),
        ("GlobalAveragePooling2D", () => new GlobalAveragePooling2D(), [Open, Open, 3], [3]),
        ("AdaptiveAveragePooling2D", () => new AdaptiveAveragePooling2D(7), [Open, Open, 3], [7, 7, 3]),
        ("AdaptiveMaxPooling1D", () => new AdaptiveMaxPooling1D(7), [Open, 3], [7, 3]),
        ("ZeroPadding2D", () => new ZeroPadding2D(3), [Open, Open, 3], [Open, Open, 3]),
        ("Cropping2D", () => new Cropping2D([[30, 30], [0, 1]]), [Open, Open, 3], [Open, Open, 3]),
        ("UpSampling2D, bicubic", () => new UpSampling2D(3, Interpolation.Bicubic), [Open, Open, 3], [Open, Open, 3]),
        ("UpSampling3D", () => new UpSampling3D(), [Open, 2, Open, 3], [Open, 4, Open, 3]),
    ];

    public static TheoryData<string> OpenNames => [.. OpenShapes.Select(c => c.Name)];

    public static TheoryData<int, int, Padding> Transposed
    {
        get
        {
            var rows = new TheoryData<int, int, Padding>();
            foreach (var (kernel, stride) in from kernel in new[] { 1, 2, 3, 4, 5 } from stride in new[] { 1, 2, 3, 4 } select (kernel, stride))
            {
                rows.Add(kernel, stride, Padding.Valid);
                rows.Add(kernel, stride, Padding.Same);
            }

            return rows;
        }
    }

    [Theory, MemberData(nameof(OpenNames))]
    public void Axes_that_are_not_known_stay_so(string name)
    {
        var (_, create, input, output) = OpenShapes.Single(c => c.Name == name);
        Assert.Equal([Open, .. output], create().Apply(new Input(input.AsSpan())).Shape);
    }

    [Fact]
    public void Model_within_a_model_shrinks_unknown_axes_as_far_as_it_likes()
    {
        var x = new Input(Open, Open, 3);
        var y = x.Output;
        for (var i = 0; i < 7; i++)
        {
            y = new MaxPooling2D().Apply(new Conv2D(2, 3, padding: Padding.Same).Apply(y));
        }

        var inner = new Model([x], [y]);
        Assert.Equal([Open, Open, Open, 2], inner.Apply(new Input(Open, Open, 3)).Shape);
        Assert.Equal([Open, 2, 1, 2], inner.Apply(new Input(256, 128, 3)).Shape);
        Assert.Equal([2, 2, 1, 2], inner.Apply(Tensor.Zeros([2, 256, 128, 3])).Shape);
    }

    // The definition: zeros between and around the places, and a convolution with the window turned round.
    [Theory, MemberData(nameof(Transposed))]
    public void Transposed_convolution_has_lengths_and_values_of_the_definition(int kernel, int stride, Padding padding)
    {
        int?[] paddings = [null, .. Enumerable.Range(0, stride).Select(number => (int?)number)];
        foreach (var (length, dilation, more) in
            from length in new[] { 1, 2, 5 } from dilation in stride == 1 ? [1, 2] : new[] { 1 } from more in paddings select (length, dilation, more))
        {
            var extent = ((kernel - 1) * dilation) + 1;
            var (left, right) = Around(extent, stride, padding, more);
            var size = ((length - 1) * stride) + 1 + left + right - (extent - 1);
            if (size < 1)
            {
                continue;
            }

            var layer = new Conv1DTranspose(new Conv1DTransposeConfig
            {
                Filters = 1,
                KernelSize = kernel,
                Strides = stride,
                DilationRate = dilation,
                Padding = padding,
                OutputPadding = more,
                UseBias = false,
            });
            Assert.Equal([Open, size, 1], layer.Apply(new Input(length, 1)).Shape);
            var (x, w) = (Training.Normal(1, [1, length, 1]).ToArray(), layer.Weights[0].ToArray());
            var expected = new double[size];
            for (var i = 0; i < size; i++)
            {
                for (var e = 0; e < kernel; e++)
                {
                    var at = i + (e * dilation) - left;
                    expected[i] += at >= 0 && at % stride == 0 && at / stride < length ? x[at / stride] * w[kernel - 1 - e] : 0;
                }
            }

            Near.Assert(expected, layer.Apply(Tensor.From<float>(x, [1, length, 1])).ToArray<double>(), Near.Formula);
        }
    }

    [Fact]
    public void Pooling_to_a_size_divides_axes_into_bins_that_may_share_places()
    {
        Tensor x = new float[,,] { { { 1 }, { 5 }, { 3 }, { 2 }, { 9 } } };
        Near.Assert([3, 10 / 3.0, 5.5], new AdaptiveAveragePooling1D(3).Apply(x).ToArray<double>(), Near.Formula);
        Assert.Equal([5, 5, 9], new AdaptiveMaxPooling1D(3).Apply(x).ToArray());
        Assert.Equal([1, 1, 5, 5, 3, 3, 2, 2, 9, 9], new AdaptiveMaxPooling1D(10).Apply(x).ToArray());
    }

    [Fact]
    public void Of_equal_values_the_first_in_a_bin_has_the_gradient()
    {
        // Bins of 2 by 2 that overlap in the middle: the first of each in row-major order.
        Tensor x = new float[,,,] { { { { 1 }, { 4 }, { 4 } }, { { 4 }, { 4 }, { 4 } }, { { 4 }, { 4 }, { 4 } } } };
        var y = new AdaptiveMaxPooling2D(2).Apply(x);
        Assert.Equal([4, 4, 4, 4], y.ToArray());
        Assert.Equal([0, 2, 0, 1, 1, 0, 0, 0, 0], Gradient.Of(y.Sum(), x)[0].ToArray());
    }

    [Fact]
    public void Average_of_a_window_is_of_what_lies_in_the_map()
    {
        Tensor x = new float[,,] { { { 1 }, { 2 }, { 6 } } };
        Assert.Equal([1.5f, 6], new AveragePooling1D(2, padding: Padding.Same).Apply(x).ToArray());
        Assert.Equal([1.5f, 3, 4], new AveragePooling1D(3, 1, Padding.Same).Apply(x).ToArray());
    }

    [Fact]
    public void Bicubic_interpolation_has_the_weights_of_Keys()
    {
        var impulse = new float[9];
        impulse[4] = 1;
        var y = new UpSampling2D([1, 2], Interpolation.Bicubic).Apply(Tensor.From<float>(impulse, [1, 1, 9, 1])).ToArray<double>();
        Near.Assert([-0.0234375, -0.0703125, 0.2265625, 0.8671875, 0.8671875, 0.2265625, -0.0703125, -0.0234375], y[5..13], Near.Formula);
    }

    [Theory, InlineData(Interpolation.Bilinear), InlineData(Interpolation.Bicubic), InlineData(Interpolation.Lanczos3), InlineData(Interpolation.Lanczos5)]
    public void Interpolation_keeps_what_is_the_same_everywhere(Interpolation interpolation)
    {
        var y = new UpSampling2D([3, 2], interpolation).Apply(Tensor.Full([1, 4, 2, 1], 2.5)).ToArray<double>();
        Near.Assert([.. Enumerable.Repeat(2.5, 12 * 4)], y, Near.Formula);
    }

    [Fact]
    public void Lanczos_interpolation_has_the_weights_of_its_window()
    {
        // A pixel a quarter behind pixel 10 of 20, of which the window sees six.
        double[] weights = [.. Enumerable.Range(8, 6).Select(i => Window(i - 10.25))];
        var x = Enumerable.Range(0, 20).Select(i => (float)Math.Sqrt(i)).ToArray();
        var expected = weights.Zip(x[8..14], (w, value) => w * value).Sum() / weights.Sum();
        var y = new UpSampling2D([1, 2], Interpolation.Lanczos3).Apply(Tensor.From<float>(x, [1, 1, 20, 1])).ToArray();
        Assert.Equal(expected, y[21], 1e-5);

        static double Window(double t) => Math.Sin(Math.PI * t) * Math.Sin(Math.PI * t / 3) * 3 / (Math.PI * Math.PI * t * t);
    }

    [Fact]
    public void Whole_numbers_can_be_padded_cropped_and_repeated()
    {
        Tensor x = Tensor.From<int>([1, 2, 3], [1, 3, 1]);
        Assert.Equal([0, 1, 2, 3, 0], new ZeroPadding1D().Apply(x).Cast(DType.Float32).ToArray());
        Assert.Equal([2], new Cropping1D().Apply(x).Cast(DType.Float32).ToArray());
        Assert.Equal([1, 1, 2, 2, 3, 3], new UpSampling1D().Apply(x).Cast(DType.Float32).ToArray());
    }

    [Fact]
    public void Convolutions_are_read_under_all_names_that_Keras_has()
    {
        string[] names =
        [
            "Convolution1D", "Convolution2D", "Convolution3D", "Convolution1DTranspose", "Convolution2DTranspose",
            "Convolution3DTranspose", "SeparableConvolution1D", "SeparableConvolution2D",
        ];
        Assert.All(names, name => Assert.Equal(
            name.Replace("Convolution", "Conv", StringComparison.Ordinal), Read(name, """{"filters": 2, "kernel_size": 3}""").KerasName));
    }

    [Theory, InlineData(""), InlineData("Global")]
    public void Poolings_are_read_under_all_names_that_Keras_has(string prefix)
    {
        foreach (var (places, kind) in from places in new[] { 1, 2, 3 } from kind in new[] { "Max", "Average" } select (places, kind))
        {
            var shortName = kind == "Average" ? "Avg" : kind;
            Assert.Equal($"{prefix}{kind}Pooling{places}D", Read($"{prefix}{shortName}Pool{places}D", "{}").KerasName);
        }
    }

    [Theory]
    [InlineData("ZeroPadding2D", "padding", "3", "[[3, 3], [3, 3]]")]
    [InlineData("ZeroPadding2D", "padding", "[1, 2]", "[[1, 1], [2, 2]]")]
    [InlineData("Cropping3D", "cropping", "[[1, 2], 0, [0, 3]]", "[[1, 2], [0, 0], [0, 3]]")]
    [InlineData("ZeroPadding1D", "padding", "2", "[2, 2]")]
    [InlineData("Cropping1D", "cropping", "[1, 0]", "[1, 0]")]
    [InlineData("UpSampling1D", "size", "3", "3")]
    [InlineData("UpSampling2D", "size", "3", "[3, 3]")]
    [InlineData("AdaptiveMaxPooling2D", "output_size", "4", "[4, 4]")]
    [InlineData("MaxPooling3D", "strides", "null", "[2, 2, 2]")]
    [InlineData("GlobalMaxPooling1D", "data_format", "null", "\"channels_last\"")]
    [InlineData("Cropping2D", "data_format", "null", "\"channels_last\"")]
    public void Numbers_are_written_for_each_axis(string name, string argument, string given, string written)
    {
        var layer = Read(name, $$"""{"{{argument}}": {{given}}}""");
        Assert.Equal(written, PythonJson.Write(KerasObject.Write(layer)["config"]![argument]));
    }

    [Fact]
    public void Margins_of_the_wrong_kind_are_named() => Assert.Equal(
        "ZeroPadding2D cannot take {\"top\": 1} as 'padding'.\n  It is a number, or for each axis a number or two.",
        Assert.Throws<LaminaFormatException>(() => Read("ZeroPadding2D", """{"padding": {"top": 1}}""")).Message);

    // What Keras puts before and behind the places with zeros between them.
    private static (int Left, int Right) Around(int extent, int stride, Padding padding, int? more)
    {
        if (padding == Padding.Valid)
        {
            return (extent - 1, extent - 1 + (more ?? Math.Max(extent, stride) - extent));
        }

        var both = more is { } number ? extent + (extent % 2) - 2 + number : stride + extent - 2;
        var left = Math.Min((both / 2) + (both % 2), extent - 1);
        return (left, both - left);
    }

    private static Layer Read(string name, string config) =>
        (Layer)KerasObject.Read(KerasModule.Layers, name, JsonNode.Parse(config)!.AsObject());
}
