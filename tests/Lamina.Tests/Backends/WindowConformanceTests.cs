using Lamina.Graphs;
using Lamina.Ops;
using Lamina.Tests.Autodiff;
using Lamina.Tests.Backends.Cpu;

namespace Lamina.Tests.Backends;

/// <summary>Convolutions and pooling of many shapes, compiled at every vector width, against the reference.</summary>
public sealed class WindowConformanceTests
{
    /// <summary>Batch, places, channels, window, filters; and what is special.</summary>
    private static readonly Row[] Convolutions =
    [
        new(2, [5, 6], 3, [3, 3], 4),
        new(1, [1, 1], 1, [1, 1], 1),
        new(3, [9, 7], 1, [3, 3], 32),
        new(2, [13, 13], 32, [3, 3], 64),
        new(2, [6, 5], 17, [2, 3], 33) { Before = [1, 0], After = [0, 2] },
        new(2, [8, 8], 5, [3, 3], 7) { Strides = [2, 2], Before = [0, 0], After = [1, 1] },
        new(1, [11, 10], 4, [3, 2], 16) { Strides = [3, 2], Before = [2, 1], After = [1, 1] },
        new(2, [9, 9], 6, [3, 3], 10) { Dilations = [2, 3], Before = [2, 3], After = [2, 3] },
        new(1, [12, 9], 3, [2, 2], 5) { Strides = [2, 3], Dilations = [3, 2], Before = [1, 2], After = [3, 0] },
        new(2, [4, 3], 2, [4, 3], 70) { Before = [3, 2], After = [3, 2] },
        new(2, [6, 6], 64, [1, 1], 48),
        new(2, [7, 6], 20, [1, 1], 9) { Strides = [2, 2] },
        new(2, [4, 4], 130, [3, 3], 140) { Before = [1, 1], After = [1, 1] },
        new(2, [5, 5], 3, [5, 5], 37),
        new(2, [30, 33], 3, [7, 7], 24) { Strides = [2, 2], Before = [3, 3], After = [3, 3] },
        new(2, [6, 7], 8, [3, 3], 12) { Groups = 2, Before = [1, 1], After = [1, 1] },
        new(1, [5, 5], 6, [2, 2], 9) { Groups = 3, Strides = [2, 1] },
        new(1, [5, 4], 64, [3, 3], 64) { Groups = 2, Before = [1, 1], After = [1, 1] },
        new(2, [6, 5], 7, [3, 3], 7) { Groups = 7, Before = [1, 1], After = [1, 1] },
        new(2, [9, 9], 33, [3, 3], 33) { Groups = 33, Strides = [2, 2], Before = [0, 0], After = [1, 1] },
        new(1, [7, 8], 48, [5, 3], 96) { Groups = 48, Dilations = [1, 2] },
        new(1, [8, 8], 3, [3, 3], 12) { Groups = 3, Dilations = [2, 2], Before = [2, 2], After = [2, 2] },
        new(2, [40], 5, [4], 6) { Before = [3], After = [0] },
        new(1, [70], 1, [9], 18) { Strides = [4], Before = [2], After = [5] },
        new(3, [17], 16, [1], 30),
        new(1, [4, 5, 6], 3, [2, 3, 2], 8) { Strides = [1, 2, 1], Before = [1, 0, 1], After = [0, 1, 1] },
        new(2, [3, 3, 3], 2, [3, 1, 2], 5) { Dilations = [1, 1, 2] },
        new(9, [3, 2], 4, [2, 2], 3),
        new(130, [2, 2], 3, [2, 2], 5),
        new(18, [3, 4], 1, [2, 2], 8),
        new(18, [4, 4], 1, [2, 2], 2),
    ];

    /// <summary>Windows over maps, with paddings that leave none empty.</summary>
    private static readonly Row[] Pools =
    [
        new(2, [4, 6], 3, [2, 2]) { Strides = [2, 2] },
        new(2, [5, 7], 32, [2, 2]) { Strides = [2, 2] },
        new(1, [5, 7], 19, [3, 2]) { Strides = [2, 1], Before = [1, 1], After = [1, 0] },
        new(1, [9, 9], 64, [3, 3]) { Before = [1, 1], After = [1, 1] },
        new(1, [8, 9], 5, [2, 3]) { Dilations = [3, 2], Strides = [1, 2] },
        new(1, [6, 6], 4, [1, 1]) { Strides = [2, 3] },
        new(1, [3, 4], 1, [3, 4]),
        new(1, [4, 4], 7, [2, 2]) { Strides = [3, 3] },
        new(3, [11], 6, [3]) { Strides = [2], Before = [1], After = [1] },
        new(1, [4, 5, 3], 10, [2, 2, 2]) { Strides = [2, 2, 1], Before = [0, 1, 1], After = [0, 0, 1] },
        new(1, [3, 3], 3, [2, 2]) { Dilations = [4, 4], Before = [2, 2], After = [2, 2] },
        new(1, [2, 2], 3, [2, 2]) { Before = [3, 3], After = [3, 3] },
    ];

    public static TheoryData<int> ConvolutionRows => [.. Enumerable.Range(0, Convolutions.Length)];

    public static TheoryData<int> PoolRows => [.. Enumerable.Range(0, Pools.Length)];

    [Theory, MemberData(nameof(ConvolutionRows))]
    public void Convolution_and_its_gradients_are_those_of_the_reference(int index)
    {
        var row = Convolutions[index];
        var windows = row.Windows;
        Shape map = [row.Batch, .. row.Places, row.Channels];
        Shape kernel = [.. row.Sizes, row.Channels / row.Groups, row.Filters];
        Shape result = [row.Batch, .. windows.Counts(row.Places), row.Filters];
        Check(
            [map, kernel, result],
            x =>
            [
                x[0].Convolve(x[1], windows, row.Groups),
                x[2].ConvolveTransposed(x[1], windows, row.Places, row.Groups),
                new KernelConvolution(windows, row.Groups).Of(x[0], x[2]),
            ],
            row);
    }

    [Theory, MemberData(nameof(ConvolutionRows))]
    public void Convolution_with_what_follows_it_is_that_of_the_reference(int index)
    {
        var row = Convolutions[index];
        var windows = row.Windows;
        Shape map = [row.Batch, .. row.Places, row.Channels];
        Shape kernel = [.. row.Sizes, row.Channels / row.Groups, row.Filters];
        Shape result = [row.Batch, .. windows.Counts(row.Places), row.Filters];
        Check(
            [map, kernel, result, [row.Filters]],
            x =>
            [
                (x[0].Convolve(x[1], windows, row.Groups) + x[3]).Relu(),
                x[0].Square().Convolve(x[1], windows, row.Groups) * x[2] + x[2].Sigmoid(),
                x[2].Tanh().ConvolveTransposed(x[1], windows, row.Places, row.Groups) * x[0] is var y ? y * (y + 1).Sigmoid() : y,
            ],
            row);
    }

    [Theory, MemberData(nameof(PoolRows))]
    public void Pooling_and_its_gradients_are_those_of_the_reference(int index)
    {
        var row = Pools[index];
        var windows = row.Windows;
        Shape map = [row.Batch, .. row.Places, row.Channels];
        Shape result = [row.Batch, .. windows.Counts(row.Places), row.Channels];
        Check(
            [map, result, map],
            x =>
            [
                x[0].MaxPool(windows),
                new MaxPoolSpread(windows).Of(x[0], x[1]),
                new MaxPoolPick(windows).Of(x[0], x[2]),
                x[0].AveragePool(windows),
                x[0].AveragePool(windows, countPadding: true),
                new AveragePoolSpread(windows, row.Places).Of(x[1]),
                new AveragePoolSpread(windows, row.Places, CountPadding: true).Of(x[1]),
                x[0].MaxPool(windows).Relu() * x[1],
            ],
            row);
    }

    [Fact]
    public void Largest_value_of_equals_and_of_NaNs_is_the_first()
    {
        var x = new Parameter(new TensorType([1, 2, 8, 1], DType.Float32), "x", 0).Of();
        var windows = Windows.SideBySide([2, 2]);
        var y = x.MaxPool(windows);
        var graph = new Graph([y, Gradient.Of((y.Cast(DType.Float32) * 0 + 1).Sum(), x)[0], new MaxPoolSpread(windows).Of(x, Tensor.Ones(y.Shape))]);
        const float Nan = float.NaN, Low = float.NegativeInfinity;
        float[] values = [1, 1, 0, 2, Low, Low, Nan, 1, 1, 1, 2, 2, Low, Low, 3, Nan];
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, [values], width, "ties");
        }
    }

    /// <summary>Convolutions that pooling makes itself, sample by sample, forwards and again backwards: batch, channels, window
    /// of the convolution, stride of the pooling, padding.</summary>
    [Theory]
    [InlineData(16, 1, 3, 2, 0)]
    [InlineData(17, 3, 2, 1, 1)]
    [InlineData(20, 2, 3, 3, 1)]
    [InlineData(33, 40, 1, 2, 0)]
    [InlineData(5, 1, 3, 2, 0)]
    public void Convolution_and_what_pools_it_are_those_of_the_reference(int batch, int channels, int size, int stride, int padding)
    {
        var windows = new Windows([size, size]) with { Before = [padding, padding], After = [padding, padding] };
        var pool = new Windows([2, 2]) with { Strides = [stride, stride] };
        Check(
            [[batch, 9, 8, channels], [size, size, channels, 19], [19], [3, 3, 19, 5]],
            x =>
            {
                var y = (x[0].Convolve(x[1], windows) + x[2]).Relu().MaxPool(pool);
                var z = y.Convolve(x[3], new Windows([3, 3]) with { Before = [1, 1], After = [1, 1] }).Tanh().MaxPool(new Windows([2, 2]));
                return [y, z, .. Gradient.Of(z.Square().Mean() + y.AveragePool(new Windows([2, 2])).Sum(), x[1], x[2], x[3])];
            },
            new Row(batch, [9, 8], channels, [size, size], 19));
    }

    private static void Check(Shape[] shapes, Func<Tensor[], Tensor[]> function, Row row)
    {
        var random = new Random(7);
        Tensor[] x = [.. shapes.Select((shape, i) => new Parameter(new TensorType(shape, DType.Float32), $"x{i}", i).Of())];
        float[][] values =
            [.. shapes.Select(shape => Enumerable.Range(0, shape.Size).Select(_ => (float)GradCase.Normal(random)).ToArray())];
        var graph = new Graph(function(x));
        foreach (var width in Widths.Supported)
        {
            Conformance.Check(graph, values, width, row.ToString());
        }
    }

    private sealed record Row(int Batch, Shape Places, int Channels, Axes Sizes, int Filters = 0)
    {
        public int Groups { get; init; } = 1;

        public Axes? Strides { get; init; }

        public Axes? Dilations { get; init; }

        public Axes? Before { get; init; }

        public Axes? After { get; init; }

        public Windows Windows
        {
            get
            {
                var plain = new Windows(Sizes);
                return new Windows(
                    Sizes, Strides ?? plain.Strides, Dilations ?? plain.Dilations, Before ?? plain.Before, After ?? plain.After);
            }
        }
    }
}
