using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>Pools over windows, and over all places.</summary>
internal static class PoolingMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } =
    [
        ("MaxPool", MaxPool),
        ("AveragePool", AveragePool),
        ("GlobalAveragePool", static node => Global(node, isMax: false)),
        ("GlobalMaxPool", static node => Global(node, isMax: true)),
        ("ReduceMean", static node => NormalizationMapping.TryImportParts(node) || Reduce(node, isMax: false)),
        ("ReduceMax", static node => Reduce(node, isMax: true)),
    ];

    private static bool MaxPool(NodeImport node)
    {
        // Zeros around change no maximum of what is not below 0.
        return !node.Graph.IsRead(node.Node, 1) && Windows(node) is var (x, windows, padding)
            && (!padding.IsExplicit || (x.IsNonNegative && IsWithin(windows, padding)))
            && Pool(node, x, windows, padding, isMax: true);
    }

    private static bool AveragePool(NodeImport node)
    {
        if (Windows(node) is not var (x, windows, padding))
        {
            return false;
        }

        // Zeros that count stand in front; where they do not count, Keras has those of padding same only.
        if (node.Call.Whole("count_include_pad", 0) == 0 || padding is { Padding: Padding.Valid, IsExplicit: false })
        {
            return !padding.IsExplicit && Pool(node, x, windows, padding, isMax: false);
        }

        if (node.Call.Whole("ceil_mode", 0) != 0 || (windows.AutoPad.StartsWith("SAME", StringComparison.Ordinal) && !x.Known[2..].IsKnown))
        {
            return false;
        }

        var (before, after) = windows.Pads(x.Known[2..]);
        return Pool(node, x, windows, new WindowPadding(Padding.Valid, before, after), isMax: false);
    }

    private static (LayerValue X, OnnxWindows Windows, WindowPadding Padding)? Windows(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 3 and <= 5 } x)
        {
            return null;
        }

        var windows = OnnxWindows.Of(node.Call);
        return windows.Sizes.Length == x.Rank - 2 && windows.Dilations.All(dilation => dilation == 1)
            && WindowPadding.Of(windows, x.Known[2..]) is { } padding
            ? (x, windows, padding)
            : null;
    }

    private static bool IsWithin(OnnxWindows windows, WindowPadding padding) =>
        !windows.Sizes.Where((size, i) => padding.Before[i] >= size || padding.After[i] >= size).Any();

    private static bool Pool(NodeImport node, LayerValue x, OnnxWindows windows, WindowPadding padding, bool isMax)
    {
        if (node.MapOf(x) is not var (map, format))
        {
            return false;
        }

        map = padding.Around(node, map, format);
        var name = node.Placer.Names.For(node.Node);
        Layer layer = (windows.Sizes.Length, isMax) switch
        {
            (1, true) => new MaxPooling1D(Config(new MaxPooling1DConfig())),
            (2, true) => new MaxPooling2D(Config(new MaxPooling2DConfig())),
            (_, true) => new MaxPooling3D(Config(new MaxPooling3DConfig())),
            (1, _) => new AveragePooling1D(Config(new AveragePooling1DConfig())),
            (2, _) => new AveragePooling2D(Config(new AveragePooling2DConfig())),
            _ => new AveragePooling3D(Config(new AveragePooling3DConfig())),
        };
        return node.Give(node.ValueOf(node.Placer.Place(layer, map), format) with { IsNonNegative = x.IsNonNegative });

        T Config<T>(T config)
            where T : PoolingConfig => config with
            {
                Name = name,
                PoolSize = [.. windows.Sizes],
                Strides = [.. windows.Strides],
                Padding = padding.Padding,
                DataFormat = format,
            };
    }

    private static bool Global(NodeImport node, bool isMax) => node.Layer(0) is { IsFloat: true, Rank: >= 3 and <= 5 } x
        && Over(node, x, [.. Enumerable.Range(2, x.Rank - 2)], keepDims: true, isMax);

    private static bool Reduce(NodeImport node, bool isMax)
    {
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 3 and <= 5 } x || (node.Has(1) && node.Given(1) is null))
        {
            return false;
        }

        var axes = ReductionFunctions.AxesOf(node.CallIn(0), since: 18);
        return Over(node, x, axes, node.Call.Whole("keepdims", 1) != 0, isMax);
    }

    // Where the axes are all but the batch and one, before or behind them, that one is the channels.
    private static bool Over(NodeImport node, LayerValue x, int[] axes, bool keepDims, bool isMax)
    {
        int[] inner = [.. axes.Select(axis => x.View[axis]).Order()];
        var format = inner.SequenceEqual(Enumerable.Range(1, x.Rank - 2)) ? DataFormat.ChannelsLast
            : inner.SequenceEqual(Enumerable.Range(2, x.Rank - 2)) ? DataFormat.ChannelsFirst
            : (DataFormat?)null;
        if (format is not { } found || x.View.TensorRank != x.Rank || !node.Placer.IsSampled(x.Tensor))
        {
            return false;
        }

        var y = node.Placer.Place(Layer(x.Rank - 2, isMax, node.Placer.Names.For(node.Node), found), x.Tensor);
        var view = Enumerable.Range(0, x.Rank)
            .Select(axis => axes.Contains(axis) ? -1 : x.View[axis] == 0 ? 0 : 1)
            .Where((_, axis) => keepDims || !axes.Contains(axis));
        return node.Give(node.Placer.ValueOf(y, new AxisView([.. view])) with { IsNonNegative = x.IsNonNegative });
    }

    private static Layer Layer(int places, bool isMax, string name, DataFormat format)
    {
        return (places, isMax) switch
        {
            (1, true) => new GlobalMaxPooling1D(Config(new GlobalMaxPooling1DConfig())),
            (2, true) => new GlobalMaxPooling2D(Config(new GlobalMaxPooling2DConfig())),
            (_, true) => new GlobalMaxPooling3D(Config(new GlobalMaxPooling3DConfig())),
            (1, _) => new GlobalAveragePooling1D(Config(new GlobalAveragePooling1DConfig())),
            (2, _) => new GlobalAveragePooling2D(Config(new GlobalAveragePooling2DConfig())),
            _ => new GlobalAveragePooling3D(Config(new GlobalAveragePooling3DConfig())),
        };

        T Config<T>(T config)
            where T : GlobalPoolingConfig => config with { Name = name, DataFormat = format };
    }
}
