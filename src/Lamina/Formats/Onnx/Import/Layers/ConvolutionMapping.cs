using Lamina.NN;
using Axes = Lamina.Ops.Axes;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Convolutions with kernels that stand in the file.</summary>
internal static class ConvolutionMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("Conv", Import)];

    private static bool Import(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || node.Given(1) is not { Value: { Rank: >= 3 and <= 5, DType.IsFloat: true } w } given
            || x.Rank != w.Rank || (node.Has(2) && node.Given(2)?.Value.Shape != [w.Shape[0]]))
        {
            return false;
        }

        var windows = ConvolutionFunctions.WindowsOf(node.Call, w.Shape);
        var groups = node.Call.Whole("group", 1);
        var hasSteps = windows.Strides.Any(stride => stride > 1) && windows.Dilations.Any(dilation => dilation > 1);
        if (hasSteps || groups < 1 || w.Shape[0] % groups != 0 || x.Length(1) != (long)w.Shape[1] * groups
            || WindowPadding.Of(windows, x.Known[2..]) is not { } padding || node.MapOf(x) is not var (map, format))
        {
            return false;
        }

        var fused = node.Has(2) ? null : DenseMapping.BiasBehind(node, w.Shape[0], w.Rank - 2, x.Rank);
        var bias = node.Given(2) ?? fused?.Bias;
        var name = node.Placer.Names.For(node.Node, given.Initializer, bias?.Initializer);
        var isDepthwise = groups > 1 && w.Shape[1] == 1 && w.Rank < 5;
        padding = !isDepthwise && w.Rank == 3 ? Causal(windows, padding) : padding;
        map = padding.Around(node, map, format);
        var form = new Form(name, windows, padding.Padding, format, bias is not null);
        var (layer, kernel) = isDepthwise ? (form.Depthwise(w.Shape[0] / groups), ByChannel(w, groups)) : (form.Plain(w.Shape[0], groups), Last(w));
        var weight = given with { Value = kernel };
        var y = node.ValueOf(node.Placer.Place(layer, map, bias is null ? [weight] : [weight, bias]), format);
        node.Give(y);
        return fused is null || node.Give(fused.Value.Add, y);
    }

    // Of a sequence, zeros before it alone are those that Keras calls causal.
    private static WindowPadding Causal(OnnxWindows windows, WindowPadding padding) =>
        padding is { Before: [var before], After: [0] } && before > 0 && before == windows.Extent(0) - 1
            ? new WindowPadding(Padding.Causal, [0], [0])
            : padding;

    // [filters, channels, window..] → [window.., channels, filters].
    private static Tensor Last(Tensor w) => w.Transpose([.. Enumerable.Range(2, w.Rank - 2), 1, 0]);

    // [channels·multiplier, 1, window..] → [window.., channels, multiplier].
    private static Tensor ByChannel(Tensor w, int channels) =>
        w.Reshape([channels, w.Shape[0] / channels, .. w.Shape[2..]]).Transpose([.. Enumerable.Range(2, w.Rank - 2), 0, 1]);

    private sealed record Form(string Name, OnnxWindows Windows, Padding Padding, DataFormat Format, bool UseBias)
    {
        public Layer Plain(int filters, int groups) => Windows.Sizes.Length switch
        {
            1 => new Conv1D(Convolution(new Conv1DConfig { Filters = filters, KernelSize = Sizes, Groups = groups })),
            2 => new Conv2D(Convolution(new Conv2DConfig { Filters = filters, KernelSize = Sizes, Groups = groups })),
            _ => new Conv3D(Convolution(new Conv3DConfig { Filters = filters, KernelSize = Sizes, Groups = groups })),
        };

        public Layer Depthwise(int multiplier) => Windows.Sizes.Length == 1
            ? new DepthwiseConv1D(Convolution(new DepthwiseConv1DConfig { KernelSize = Sizes, DepthMultiplier = multiplier }))
            : new DepthwiseConv2D(Convolution(new DepthwiseConv2DConfig { KernelSize = Sizes, DepthMultiplier = multiplier }));

        private Axes Sizes => [.. Windows.Sizes];

        private T Convolution<T>(T config)
            where T : ConvolutionalConfig => config with
            {
                Name = Name,
                Strides = [.. Windows.Strides],
                DilationRate = [.. Windows.Dilations],
                Padding = Padding,
                DataFormat = Format,
                UseBias = UseBias,
            };
    }
}
