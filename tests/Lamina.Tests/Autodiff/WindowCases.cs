using Lamina.Ops;

namespace Lamina.Tests.Autodiff;

/// <summary>Convolutions and pooling, small enough for differences: the rows of <see cref="GradientTests"/>.</summary>
internal static class WindowCases
{
    private static readonly Windows Odd = new([3, 2], [2, 1], [1, 2], [1, 0], [0, 1]);
    private static readonly Windows Overlapping = new([3, 2], [1, 2], [1, 1], [1, 1], [1, 0]);

    public static readonly GradCase[] Table =
    [
        new("Convolution", x => x[0].Convolve(x[1], new Windows([2, 3])).Square(), [2, 3, 4, 2], [2, 3, 2, 3]),
        new("Convolution, strides, dilations, padding", x => x[0].Convolve(x[1], Odd).Square(), [1, 5, 4, 2], [3, 2, 2, 3]),
        new("Convolution, groups", x => x[0].Convolve(x[1], new Windows([2, 2]), 2).Square(), [1, 3, 3, 4], [2, 2, 2, 6]),
        new("Convolution, depthwise", x => x[0].Convolve(x[1], Odd, 3).Square(), [1, 5, 4, 3], [3, 2, 1, 6]),
        new("Convolution, of one place", x => x[0].Convolve(x[1], new Windows([1, 1])).Square(), [2, 2, 3, 4], [1, 1, 4, 2]),
        new("Convolution, one axis", x => x[0].Convolve(x[1], new Windows([3]) with { Before = 2 }).Square(), [2, 5, 2], [3, 2, 2]),
        new("Convolution, three axes", x => x[0].Convolve(x[1], new Windows([2, 1, 2]) with { Strides = [1, 2, 1] }).Square(), [1, 3, 3, 3, 2], [2, 1, 2, 2, 2]),
        new("TransposedConvolution", x => x[0].ConvolveTransposed(x[1], new Windows([2, 2]), [3, 4]).Square(), [2, 2, 3, 2], [2, 2, 3, 2]),
        new("TransposedConvolution, strides, dilations, padding", x => x[0].ConvolveTransposed(x[1], Odd, [6, 4]).Square(), [1, 3, 3, 2], [3, 2, 3, 2]),
        new("TransposedConvolution, groups", x => x[0].ConvolveTransposed(x[1], new Windows([2]) with { Strides = 3 }, [8], 2).Square(), [1, 3, 4], [2, 2, 4]),
        new("KernelConvolution", x => new KernelConvolution(new Windows([2, 2])).Of(x[0], x[1]).Square(), [2, 3, 3, 2], [2, 2, 2, 2]),
        new("KernelConvolution, strides, dilations, padding", x => new KernelConvolution(Odd).Of(x[0], x[1]).Square(), [1, 5, 4, 2], [1, 2, 3, 2]),
        new("KernelConvolution, groups", x => new KernelConvolution(new Windows([2]), 2).Of(x[0], x[1]).Square(), [1, 4, 4], [1, 3, 2]),
        new("MaxPool", x => x[0].MaxPool(Windows.SideBySide([2, 2])).Square(), [2, 4, 5, 3]) { Domain = Domain.Distinct },
        new("MaxPool, overlapping", x => x[0].MaxPool(Overlapping).Square(), [1, 4, 4, 2]) { Domain = Domain.Distinct },
        new("MaxPool, three axes", x => x[0].MaxPool(Windows.SideBySide([2, 1, 2])).Square(), [1, 2, 2, 4, 2]) { Domain = Domain.Distinct },
        new("MaxPoolPick", x => new MaxPoolPick(Overlapping).Of(x[0], x[0].Square()), [1, 4, 4, 2]) { Domain = Domain.Distinct },
        new("MaxPoolSpread", x => new MaxPoolSpread(Overlapping).Of(x[0], x[1]) * x[0], [1, 4, 4, 2], [1, 4, 2, 2]) { Domain = Domain.Distinct },
        new("AveragePool", x => x[0].AveragePool(Overlapping).Square(), [1, 4, 4, 2]),
        new("AveragePool, counting padding", x => x[0].AveragePool(Overlapping, countPadding: true).Square(), [1, 4, 4, 2]),
        new("AveragePoolSpread", x => new AveragePoolSpread(Overlapping, [5, 4]).Of(x[0]).Square(), [1, 5, 2, 2]),
    ];
}
