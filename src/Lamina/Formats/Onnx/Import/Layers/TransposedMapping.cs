using Lamina.NN;
using Axes = Lamina.Ops.Axes;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Transposed convolutions with kernels that stand in the file.</summary>
internal static class TransposedMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("ConvTranspose", Import)];

    private static bool Import(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true } x || node.Given(1) is not { Value: { Rank: >= 3 and <= 5, DType.IsFloat: true } w } given
            || x.Rank != w.Rank || x.Length(1) != w.Shape[0] || node.Call.Whole("group", 1) != 1
            || (node.Has(2) && node.Given(2)?.Value.Shape != [w.Shape[1]]) || (node.Call.Has("output_shape") && !x.Known[2..].IsKnown))
        {
            return false;
        }

        var windows = ConvolutionFunctions.WindowsOf(node.Call, w.Shape);
        int[] lengths = [.. x.Known[2..].Select(length => length == Shape.Unknown ? 1 : length)];
        var (before, after, output) = ConvolutionFunctions.Enlarged(node.Call, windows, lengths);
        var isSame = Enumerable.Range(0, before.Length).All(i =>
            output[i] == lengths[i] * windows.Strides[i] && before[i] == CutBySame(windows, i));

        // How much longer the uncut output is than the windows alone make it.
        int[] longer = [.. output.Select((length, i) =>
            length + before[i] + after[i] - ((lengths[i] - 1) * windows.Strides[i]) - windows.Extent(i))];
        var hasSteps = windows.Strides.Any(stride => stride > 1) && windows.Dilations.Any(dilation => dilation > 1);
        if (hasSteps || before.Concat(after).Concat(longer).Any(cut => cut < 0) || longer.Where((places, i) => places >= windows.Strides[i]).Any())
        {
            return false;
        }

        var isCut = !isSame && before.Concat(after).Any(cut => cut > 0);
        var last = isCut && before.Length == 1 ? node.LastOf(x) : null;
        if ((isCut && before.Length == 1 && last is null) || node.MapOf(x) is not var (map, format))
        {
            return false;
        }

        (map, format) = last is null ? (map, format) : (last, DataFormat.ChannelsLast);
        var layer = Layer(windows, new Conv2DTransposeConfig
        {
            Name = node.Placer.Names.For(node.Node, given.Initializer, node.Given(2)?.Initializer),
            Filters = w.Shape[1],
            KernelSize = [.. windows.Sizes],
            DataFormat = format,
            Padding = isSame ? Padding.Same : Padding.Valid,
            OutputPadding = isSame || IsUsual(windows, longer) ? null : [.. longer],
            UseBias = node.Has(2),
        });
        var kernel = given with { Value = w.Transpose([.. Enumerable.Range(2, w.Rank - 2), 1, 0]) };
        map = node.Placer.Place(layer, map, node.Given(2) is { } bias ? [kernel, bias] : [kernel]);
        map = isCut ? node.Placer.Place(Cropping(node.Placer.Names.Unique("cropping"), before, after, format), map) : map;
        return node.Give(node.ValueOf(map, format));
    }

    // How many places Keras cuts off in front where the output is a stride long for each place.
    private static int CutBySame(OnnxWindows windows, int axis)
    {
        var extent = windows.Extent(axis);
        return extent - 1 - Math.Min((extent - 1 + windows.Strides[axis]) / 2, extent - 1);
    }

    private static bool IsUsual(OnnxWindows windows, int[] longer) =>
        !longer.Where((places, i) => places != Math.Max(windows.Strides[i] - windows.Extent(i), 0)).Any();

    private static Layer Layer(OnnxWindows windows, Conv2DTransposeConfig like)
    {
        return windows.Sizes.Length switch
        {
            1 => new Conv1DTranspose(Like(new Conv1DTransposeConfig { Filters = like.Filters, KernelSize = like.KernelSize })),
            2 => new Conv2DTranspose(Like(like)),
            _ => new Conv3DTranspose(Like(new Conv3DTransposeConfig { Filters = like.Filters, KernelSize = like.KernelSize })),
        };

        T Like<T>(T config)
            where T : TransposedConvolutionConfig => config with
            {
                Name = like.Name,
                Strides = [.. windows.Strides],
                DilationRate = [.. windows.Dilations],
                Padding = like.Padding,
                DataFormat = like.DataFormat,
                OutputPadding = like.OutputPadding,
                UseBias = like.UseBias,
            };
    }

    private static Layer Cropping(string name, int[] before, int[] after, DataFormat format)
    {
        ValueList<Axes> cropping = [.. before.Zip(after, (first, second) => new Axes([first, second]))];
        return before.Length switch
        {
            1 => new Cropping1D(new Cropping1DConfig { Name = name, Cropping = cropping[0] }),
            2 => new Cropping2D(new Cropping2DConfig { Name = name, Cropping = cropping, DataFormat = format }),
            _ => new Cropping3D(new Cropping3DConfig { Name = name, Cropping = cropping, DataFormat = format }),
        };
    }
}
