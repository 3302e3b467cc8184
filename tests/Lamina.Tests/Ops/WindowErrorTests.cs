using Lamina.Ops;

namespace Lamina.Tests.Ops;

/// <summary>What is said, word for word, when windows, maps and kernels do not fit.</summary>
public sealed class WindowErrorTests
{
    private static readonly Windows Plain = new([3, 3]);

    private static readonly (string Name, Func<Tensor> Build, string Message)[] Table =
    [
        ("rank", () => Map(4, 4, 2).Reshape([4, 4, 2]).Convolve(Kernel(3, 3, 2, 5), Plain),
            "Convolution(3, 3) needs 4 axes of x: batch, 2 of places, and channels.\n  x: [4, 4, 2]"),
        ("small map", () => Map(4, 2, 2).Convolve(Kernel(3, 3, 2, 5), Plain),
            "Convolution(3, 3) needs a padded map at least as large as its window: along axis 2 of x the window covers 3,"
            + " and the map has 2.\n  x: [1, 4, 2, 2]\n  window: [3, 3]"),
        ("dilated window", () => Map(4, 4, 2).Convolve(Kernel(3, 3, 2, 5), Plain with { Dilations = [2, 1], After = [0, 1] }),
            "Convolution(3, 3) needs a padded map at least as large as its window: along axis 1 of x the window covers 5,"
            + " and the map has 4.\n  x: [1, 4, 4, 2]\n  window: [3, 3]"),
        ("kernel", () => Map(4, 4, 2).Convolve(Kernel(2, 3, 2, 5), Plain),
            "Convolution(3, 3) needs a kernel of 4 axes: the window (3, 3), channels, and filters.\n  x: [1, 4, 4, 2]\n  w: [2, 3, 2, 5]"),
        ("channels", () => Map(4, 4, 2).Convolve(Kernel(3, 3, 3, 5), Plain),
            "Convolution(3, 3) needs the channels of x (2) to be those of w (3) times its groups (1).\n  x: [1, 4, 4, 2]\n  w: [3, 3, 3, 5]"),
        ("channels in groups", () => Map(4, 4, 6).Convolve(Kernel(3, 3, 2, 6), Plain, 2),
            "Convolution(3, 3) in 2 groups needs the channels of x (6) to be those of w (2) times its groups (2)."
            + "\n  x: [1, 4, 4, 6]\n  w: [3, 3, 2, 6]"),
        ("filters", () => Map(4, 4, 4).Convolve(Kernel(3, 3, 2, 5), Plain, 2),
            "Convolution(3, 3) in 2 groups needs filters (5) that divide into its 2 groups.\n  x: [1, 4, 4, 4]\n  w: [3, 3, 2, 5]"),
        ("stride", () => Map(4, 4, 2).Convolve(Kernel(3, 3, 2, 5), Plain with { Strides = [1, 0] }),
            "Convolution(3, 3) needs sizes, strides and dilations of at least 1 and padding of at least 0; it was given (3, 3),"
            + " (1, 0), (1, 1) and (0, 0) to (0, 0).\n  x: [1, 4, 4, 2]"),
        ("axes of strides", () => Map(4, 4, 2).Convolve(Kernel(3, 3, 2, 5), Plain with { Strides = 1 }),
            "Convolution(3, 3) needs strides, dilations and padding for each of its 2 axes of places.\n  x: [1, 4, 4, 2]"),
        ("dtype", () => Map(4, 4, 2).Cast(DType.Int32).Convolve(Kernel(3, 3, 2, 5).Cast(DType.Int32), Plain),
            "Convolution(3, 3) needs floating-point tensors; it was given int32."),
        ("transposed, windows", () => Map(2, 2, 5).ConvolveTransposed(Kernel(3, 3, 2, 5), Plain, [4, 5]),
            "TransposedConvolution(3, 3) needs y to be [1, 2, 3, 5]: a result for each window of [1, 4, 5, 2]."
            + "\n  y: [1, 2, 2, 5]\n  w: [3, 3, 2, 5]"),
        ("transposed, filters", () => Map(2, 2, 4).ConvolveTransposed(Kernel(3, 3, 2, 5), Plain, [4, 4]),
            "TransposedConvolution(3, 3) needs y to be [1, 2, 2, 5]: a result for each window of [1, 4, 4, 2]."
            + "\n  y: [1, 2, 2, 4]\n  w: [3, 3, 2, 5]"),
        ("kernel's, groups", () => new KernelConvolution(Plain, 2).Of(Map(4, 4, 3), Map(2, 2, 4)),
            "KernelConvolution(3, 3) in 2 groups needs channels (3) that divide into its 2 groups.\n  x: [1, 4, 4, 3]\n  y: [1, 2, 2, 4]"),
        ("kernel's, windows", () => new KernelConvolution(Plain).Of(Map(4, 4, 3), Map(3, 2, 4)),
            "KernelConvolution(3, 3) needs y to be [1, 2, 2, 4]: a result for each window of [1, 4, 4, 3]."
            + "\n  y: [1, 3, 2, 4]\n  w: [3, 3, 3, 4]"),
        ("pool, small map", () => Map(4, 2, 2).MaxPool(Plain),
            "MaxPool needs a padded map at least as large as its window: along axis 2 of x the window covers 3, and the map has 2."
            + "\n  x: [1, 4, 2, 2]\n  window: [3, 3]"),
        ("pool, dtype", () => Map(4, 4, 2).Cast(DType.Int32).AveragePool(Plain),
            "AveragePool needs a floating-point tensor; it was given int32."),
        ("spread", () => new MaxPoolSpread(Plain).Of(Map(4, 4, 2), Map(2, 1, 2)),
            "MaxPoolSpread needs y to be [1, 2, 2, 2]: a number for each window of x.\n  x: [1, 4, 4, 2]\n  y: [1, 2, 1, 2]"),
        ("pick", () => new MaxPoolPick(Plain).Of(Map(4, 4, 2), Map(4, 4, 3)),
            "MaxPoolPick needs two maps of one shape.\n  x: [1, 4, 4, 2]\n  z: [1, 4, 4, 3]"),
        ("mean's spread", () => new AveragePoolSpread(Plain, [4, 4]).Of(Map(2, 1, 2)),
            "AveragePoolSpread needs y to be [1, 2, 2, 2]: a number for each window of [1, 4, 4, 2].\n  y: [1, 2, 1, 2]"),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Windows_that_do_not_fit_are_explained(string name)
    {
        var (_, build, message) = Table.Single(row => row.Name == name);
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(build).Message);
    }

    [Fact]
    public void Windows_of_equal_numbers_are_equal()
    {
        Assert.Equal(new Convolution(new Windows([3, 2]), 2), new Convolution(new Windows([3, 2]), 2));
        Assert.NotEqual(new Convolution(new Windows([3, 2])), new Convolution(new Windows([3, 2]) with { Before = [0, 1] }));
        Assert.Equal(new TransposedConvolution(Plain, [4, 4]), new TransposedConvolution(new Windows([3, 3]), [4, 4]));
    }

    private static Tensor Map(int height, int width, int channels) => Tensor.Zeros([1, height, width, channels]);

    private static Tensor Kernel(int height, int width, int channels, int filters) =>
        Tensor.Zeros([height, width, channels, filters]);
}
