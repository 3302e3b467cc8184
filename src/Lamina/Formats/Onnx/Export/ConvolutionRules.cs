using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Windows that move over maps. Maps have their channels last; those of ONNX, behind the batch.</summary>
internal static class ConvolutionRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All =
    [
        Row<Convolution>(static (e, node) => Convolve(e, node, null)),
        Row<TransposedConvolution>(static (e, node) => Spread(e, node, null)),
        Row<MaxPool>(static (e, node) => Pool(e, node, "MaxPool", [.. Same<MaxPool>(node, op => op.Windows)])),
        Row<AveragePool>(static (e, node) => Pool(
            e, node, "AveragePool",
            [
                .. Same<AveragePool>(node, op => op.Windows),
                OnnxAttribute.Of("count_include_pad", ((AveragePool)node.Op).CountPadding ? 1L : 0L),
            ])),
    ];

    public static readonly OnnxPattern[] Patterns = [WithBias];

    // Batch, channels, places.
    private static Axes ToFirst(int rank) => [0, rank - 1, .. Enumerable.Range(1, rank - 2)];

    // Batch, places, channels.
    private static Axes ToLast(int rank) => [0, .. Enumerable.Range(2, rank - 2), 1];

    /// <summary>Whether a tensor is a map that has its channels behind the batch already.</summary>
    internal static bool HasChannelsFirst(OnnxValue x) =>
        x is { IsStretched: false, Order: { Count: > 2 } order } && order == ToLast(order.Count);

    /// <summary>A map with its channels behind the batch, as a value of the graph.</summary>
    internal static OnnxValue ChannelsFirst(OnnxEmitter e, OnnxValue x) => e.Plain(e.Transpose(x, ToFirst(x.Shape.Length)));

    /// <summary>What an operator gives, a map with its channels behind the batch, as the tensor that it stands for.</summary>
    internal static OnnxValue FromFirst(OnnxEmitter e, OnnxValue y) => e.Transpose(y, ToLast(y.Shape.Length));

    // Window, channels, filters → filters, channels, window.
    private static OnnxValue Kernel(OnnxEmitter e, TracedNode w)
    {
        var rank = w.Rank;
        return e.Plain(e.Transpose(e[w], [rank - 1, rank - 2, .. Enumerable.Range(0, rank - 2)]));
    }

    private static OnnxValue? WithBias(OnnxEmitter e, TracedNode node) =>
        node is { Op: Add, Inputs: [{ Op: Convolution or TransposedConvolution } y, { Rank: 1, IsFixed: true } b] } && b.Shape[0] == node.Shape[^1]
            ? y.Op is Convolution ? Convolve(e, y, b) : Spread(e, y, b)
            : null;

    private static OnnxValue Convolve(OnnxEmitter e, TracedNode node, TracedNode? bias)
    {
        var groups = ((Convolution)node.Op).Groups;
        var shape = node.Shape.Permuted(ToFirst(node.Rank));
        return FromFirst(e, e.Add(
            "Conv", Operands(e, node, bias), shape, node.DType,
            [.. Same<Convolution>(node, op => op.Windows), OnnxAttribute.Of("group", (long)groups)]));
    }

    private static OnnxValue Spread(OnnxEmitter e, TracedNode node, TracedNode? bias)
    {
        var op = (TransposedConvolution)node.Op;
        var windows = op.Windows;
        var places = node.Inputs[0].Shape[1..^1];
        var missing = new long[windows.Rank];
        for (var i = 0; i < windows.Rank; i++)
        {
            var given = (places[i] * windows.Strides[i]) + places[i].Like(windows.Extent(i) - windows.Strides[i] - windows.Before[i] - windows.After[i]);
            var left = node.Shape[i + 1] - given;
            missing[i] = left.IsFixed && left.First >= 0 ? left.First : throw OnnxErrors.Cannot(
                node, $"its output has {node.Shape[i + 1]} places along axis {i + 1}, and ONNX's ConvTranspose would give {given}",
                "give the input a fixed shape, and choose padding and strides that agree.");
        }

        var shape = node.Shape.Permuted(ToFirst(node.Rank));
        return FromFirst(e, e.Add(
            "ConvTranspose", Operands(e, node, bias), shape, node.DType,
            [
                .. Same<TransposedConvolution>(node, w => w.Windows), OnnxAttribute.Of("group", (long)op.Groups),
                .. missing.Any(left => left != 0) ? [OnnxAttribute.Of("output_padding", missing)] : Array.Empty<OnnxAttribute>(),
            ]));
    }

    private static OnnxValue?[] Operands(OnnxEmitter e, TracedNode node, TracedNode? bias) =>
    [
        ChannelsFirst(e, e[node.Inputs[0]]), Kernel(e, node.Inputs[1]), .. bias is null ? Array.Empty<OnnxValue>() : [e.Plain(e[bias])],
    ];

    private static OnnxValue Pool(OnnxEmitter e, TracedNode node, string op, OnnxAttribute[] attributes) => FromFirst(
        e, e.Add(op, [ChannelsFirst(e, e[node.Inputs[0]])], node.Shape.Permuted(ToFirst(node.Rank)), node.DType, attributes));

    // The windows must be the same for all lengths, or be those of ONNX's SAME_UPPER, which follows the length.
    private static IEnumerable<OnnxAttribute> Same<T>(TracedNode node, Func<T, Windows> of)
        where T : Op
    {
        Windows[] all = [.. node.Traces.Select(trace => of((T)trace.Op))];
        var first = all[0];
        if (Array.Exists(all, windows => windows with { Before = first.Before, After = first.After } != first))
        {
            throw OnnxErrors.Cannot(
                node, "its windows depend on the length of an axis that is not known", "give the input a fixed shape.");
        }

        yield return OnnxAttribute.Of("kernel_shape", Longs(first.Sizes));
        yield return OnnxAttribute.Of("strides", Longs(first.Strides));
        if (first.Dilations.Any(dilation => dilation != 1))
        {
            yield return OnnxAttribute.Of("dilations", Longs(first.Dilations));
        }

        if (Array.TrueForAll(all, windows => windows.Before == first.Before && windows.After == first.After))
        {
            if (first.Before.Concat(first.After).Any(pad => pad != 0))
            {
                yield return OnnxAttribute.Of("pads", Longs([.. first.Before, .. first.After]));
            }

            yield break;
        }

        var follows = node.Op is not TransposedConvolution && node.Traces.Index().All(trace => IsSameUpper(all[trace.Index], trace.Item.Inputs[0].Shape));
        yield return follows ? OnnxAttribute.Of("auto_pad", "SAME_UPPER") : throw OnnxErrors.Cannot(
            node, "its padding depends on the length of an axis that is not known", "give the input a fixed shape.");
    }

    private static bool IsSameUpper(Windows windows, Shape map) => Enumerable.Range(0, windows.Rank).All(i =>
    {
        var (length, stride) = (map[i + 1], windows.Strides[i]);
        var missing = Math.Max(0, ((((length + stride - 1) / stride) - 1) * stride) + windows.Extent(i) - length);
        return windows.Before[i] == missing / 2 && windows.After[i] == missing - (missing / 2);
    });

    private static long[] Longs(Axes axes) => [.. axes.Select(axis => (long)axis)];
}
