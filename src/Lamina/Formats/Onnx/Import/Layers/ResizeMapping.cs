using Lamina.NN;
using Axes = Lamina.Ops.Axes;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Maps that become a whole number of times as long along each axis.</summary>
internal static class ResizeMapping
{
    private const int MostTimes = 1024;

    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("Upsample", Import), ("Resize", Import)];

    private static bool Import(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 3 and <= 5 } x || Enumerable.Range(1, 3).Any(i => node.ValueOf(node.Node, i) is LayerValue))
        {
            return false;
        }

        var resampling = node.Node.OpType == "Upsample" ? OnnxResampling.OfUpsample(node.Call) : OnnxResampling.OfResize(node.Call);
        if (Times(node, x) is not { } times)
        {
            return false;
        }

        var isLinear = resampling.Mode == "linear";
        if (isLinear ? x.Rank != 4 || resampling.Coordinates is not ("half_pixel" or "pytorch_half_pixel") || resampling.ExcludeOutside
            : resampling.Mode != "nearest" || times.Any(size => !resampling.Repeats(size)))
        {
            return false;
        }

        return Place(node, x, [.. times], isLinear ? Interpolation.Bilinear : Interpolation.Nearest);
    }

    private static bool Place(NodeImport node, LayerValue x, Axes size, Interpolation interpolation)
    {
        // In one dimension Keras has channels last only.
        var last = x.Rank == 3 ? node.LastOf(x) : null;
        if (node.MapOf(x) is not var (map, format) || (x.Rank == 3 && last is null))
        {
            return false;
        }

        var name = node.Placer.Names.For(node.Node);
        Layer layer = size.Count switch
        {
            1 => new UpSampling1D(new UpSampling1DConfig { Name = name, Size = size[0] }),
            2 => new UpSampling2D(new UpSampling2DConfig { Name = name, Size = size, DataFormat = format, Interpolation = interpolation }),
            _ => new UpSampling3D(new UpSampling3DConfig { Name = name, Size = size, DataFormat = format }),
        };
        return node.Give(last is null
            ? node.ValueOf(node.Placer.Place(layer, map), format)
            : node.ValueOf(node.Placer.Place(layer, last), DataFormat.ChannelsLast));
    }

    // How many times as long each axis of places becomes, in all trials alike; null where that is no whole number.
    private static int[]? Times(NodeImport node, LayerValue x)
    {
        int[]? times = null;
        for (var trial = 0; trial < x.Trials.Count; trial++)
        {
            var from = x.Trials[trial];
            var (lengths, scales) = OnnxResampling.Target(node.CallIn(trial), from);
            if (lengths.Where((length, axis) => length / Math.Max(1, from[axis]) > MostTimes).Any())
            {
                return null;
            }

            int[] found = [.. lengths.Select((length, axis) => from[axis] > 0 && length % from[axis] == 0 && scales[axis] == length / from[axis] ? length / from[axis] : 0)];
            if (found.Contains(0) || found[0] != 1 || found[1] != 1 || (times is not null && !times.AsSpan().SequenceEqual(found.AsSpan(2))))
            {
                return null;
            }

            times = found[2..];
        }

        return times;
    }
}
