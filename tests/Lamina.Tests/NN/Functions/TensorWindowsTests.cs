using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Convolutions and pooling of tensors are what the layers of these names compute; biases begin as
/// 0.</summary>
public sealed class TensorWindowsTests
{
    private static readonly Tensor Sequence = RandomTensors.Normal([2, 9, 4], seed: 1);
    private static readonly Tensor Image = RandomTensors.Normal([2, 7, 6, 4], seed: 2);
    private static readonly Tensor First = Image.Transpose(0, 3, 1, 2);

    private static readonly (string Name, Func<Layer> Layer, Tensor X, Func<Tensor, Tensor[], Tensor> Function)[] Table =
    [
        ("conv", () => new Conv1D(3, 2), Sequence, (x, w) => x.Conv(w[0])),
        (
            "conv, strides", () => new Conv2D(3, 3, strides: 2, padding: Padding.Same), Image, (x, w) => x.Conv(w[0], 2, Padding.Same)),
        (
            "conv, groups", () => new Conv2D(new Conv2DConfig { Filters = 6, KernelSize = 2, Groups = 2 }), Image,
            (x, w) => x.Conv(w[0])),
        (
            "conv, channels first",
            () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 2, DilationRate = 2, DataFormat = DataFormat.ChannelsFirst }),
            First, (x, w) => x.Conv(w[0], dataFormat: DataFormat.ChannelsFirst, dilationRate: 2)),
        ("depthwise_conv", () => new DepthwiseConv2D(2), Image, (x, w) => x.DepthwiseConv(w[0])),
        ("separable_conv", () => new SeparableConv2D(3, 2), Image, (x, w) => x.SeparableConv(w[0], w[1])),
        (
            "conv_transpose", () => new Conv2DTranspose(3, 3, strides: [2, 3], padding: Padding.Same), Image,
            (x, w) => x.ConvTranspose(w[0], new([2, 3]), Padding.Same)),
        (
            "conv_transpose, output padding",
            () => new Conv1DTranspose(new Conv1DTransposeConfig { Filters = 3, KernelSize = 2, Strides = 3, OutputPadding = 1 }), Sequence,
            (x, w) => x.ConvTranspose(w[0], 3, outputPadding: 1)),
        ("max_pool", () => new MaxPooling2D(), Image, (x, _) => x.MaxPool(2)),
        (
            "max_pool, same", () => new MaxPooling2D(new MaxPooling2DConfig { PoolSize = 3, Strides = 2, Padding = Padding.Same }), Image,
            (x, _) => x.MaxPool(3, 2, Padding.Same)),
        ("average_pool", () => new AveragePooling1D(), Sequence, (x, _) => x.AveragePool(2)),
        ("adaptive_max_pool", () => new AdaptiveMaxPooling2D(3), Image, (x, _) => x.AdaptiveMaxPool(3)),
        (
            "adaptive_average_pool",
            () => new AdaptiveAveragePooling2D(
                new AdaptiveAveragePooling2DConfig { OutputSize = new([3, 4]), DataFormat = DataFormat.ChannelsFirst }),
            First, (x, _) => x.AdaptiveAveragePool(new([3, 4]), DataFormat.ChannelsFirst)),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Function_gives_what_the_layer_gives(string name)
    {
        var (_, make, x, function) = Table.Single(row => row.Name == name);
        var layer = make();
        var expected = layer.Apply(x);
        var actual = function(x, [.. layer.Weights.Select(weight => weight.Value)]);
        Assert.Equal(expected.Shape, actual.Shape);
        Near.Assert(expected.ToArray<double>(), actual.ToArray<double>(), Near.Formula);
    }

    [Fact]
    public void Kernel_without_a_window_is_refused()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Image.Conv(Tensor.Ones([4, 3])));
        Assert.Equal(
            "Conv needs a kernel of at least three axes: a window, and two of channels.\n  kernel: [4, 3]",
            error.Message);
        Assert.Throws<ShapeMismatchException>(() => Sequence.MaxPool(10));
        Assert.Throws<ArgumentException>(() => Sequence.Conv(Tensor.Ones([2, 4, 3]), padding: Padding.Causal));
    }
}
