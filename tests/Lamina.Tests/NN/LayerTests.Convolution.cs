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
    ];
}
