using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Convolution =>
    [
        new("Conv1D", () => new Conv1D(4, 3, "relu"), [7, 2], [5, 4], 28),
        new("Conv1D, causal", () => new Conv1D(new Conv1DConfig { Filters = 2, KernelSize = 3, DilationRate = 2, Padding = Padding.Causal }), [7, 2], [7, 2], 14),
        new("Conv2D", () => new Conv2D(3, 3), [5, 6, 2], [3, 4, 3], 57),
        new("Conv2D, strides", () => new Conv2D(3, [2, 3], strides: [2, 1], padding: Padding.Same), [5, 6, 2], [3, 6, 3], 39),
        new("Conv2D, groups", () => new Conv2D(new Conv2DConfig { Filters = 4, KernelSize = 2, Groups = 2, UseBias = false, ActivityRegularizer = new L2(0.01) }), [4, 4, 6], [3, 3, 4], 48),
        new("Conv2D, channels first", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 2, DataFormat = DataFormat.ChannelsFirst }), [2, 4, 5], [3, 3, 4], 27),
        new("Conv1D, causal, channels first", () => new Conv1D(new Conv1DConfig { Filters = 2, KernelSize = 3, Padding = Padding.Causal, DataFormat = DataFormat.ChannelsFirst }), [2, 7], [2, 7], 14),
        new("Conv3D", () => new Conv3D(2, [2, 3, 2], "tanh"), [3, 4, 5, 2], [2, 2, 4, 2], 50),
        new("Conv3D, strides", () => new Conv3D(2, 2, strides: 2, padding: Padding.Same), [3, 4, 5, 2], [2, 2, 3, 2], 34),
        new("DepthwiseConv1D", () => new DepthwiseConv1D(3, depthMultiplier: 2), [7, 3], [5, 6], 24),
        new("DepthwiseConv1D, channels first", () => new DepthwiseConv1D(new DepthwiseConv1DConfig { KernelSize = 2, Strides = 2, DataFormat = DataFormat.ChannelsFirst, UseBias = false }), [3, 7], [3, 3], 6),
        new("DepthwiseConv2D", () => new DepthwiseConv2D(3, "relu", strides: 2, padding: Padding.Same), [5, 6, 4], [3, 3, 4], 40),
        new("DepthwiseConv2D, dilated", () => new DepthwiseConv2D(new DepthwiseConv2DConfig
        {
            KernelSize = [2, 3], DilationRate = [2, 1], DepthMultiplier = 3, DepthwiseRegularizer = new L2(0.01), ActivityRegularizer = new L1(0.001),
        }), [5, 6, 2], [3, 4, 6], 42),
        new("SeparableConv1D", () => new SeparableConv1D(4, 3, padding: Padding.Same), [7, 3], [7, 4], 25),
        new("SeparableConv2D", () => new SeparableConv2D(4, [2, 3], "sigmoid", strides: 2, depthMultiplier: 2), [5, 6, 3], [2, 2, 4], 64),
        new("SeparableConv2D, channels first", () => new SeparableConv2D(new SeparableConv2DConfig
        {
            Filters = 2, KernelSize = 2, DilationRate = 2, DataFormat = DataFormat.ChannelsFirst, PointwiseRegularizer = new L2(0.01),
        }), [3, 5, 6], [2, 3, 4], 20),
        new("Conv1DTranspose", () => new Conv1DTranspose(3, 4, strides: 2), [5, 2], [12, 3], 27),
        new("Conv1DTranspose, dilated", () => new Conv1DTranspose(new Conv1DTransposeConfig { Filters = 2, KernelSize = 3, DilationRate = 2, Padding = Padding.Same }), [5, 2], [5, 2], 14),
        new("Conv2DTranspose", () => new Conv2DTranspose(3, 3, "tanh", strides: [2, 3], padding: Padding.Same), [3, 4, 2], [6, 12, 3], 57),
        new("Conv2DTranspose, output padding", () => new Conv2DTranspose(new Conv2DTransposeConfig { Filters = 2, KernelSize = [1, 4], Strides = 3, OutputPadding = [2, 1], Padding = Padding.Same }), [3, 2, 2], [9, 4, 2], 18),
        new("Conv2DTranspose, channels first", () => new Conv2DTranspose(new Conv2DTransposeConfig { Filters = 2, KernelSize = 2, Strides = 3, OutputPadding = 0, DataFormat = DataFormat.ChannelsFirst }), [3, 2, 2], [2, 5, 5], 26),
        new("Conv3DTranspose", () => new Conv3DTranspose(2, 2, strides: 2), [2, 3, 2, 2], [4, 6, 4, 2], 34),
    ];
}
