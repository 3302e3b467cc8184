namespace Lamina.Formats.Onnx.Import;

/// <summary>Zeros around maps.</summary>
internal static class PaddingMapping
{
    public static (string Operator, Func<NodeImport, bool> Import)[] Rows { get; } = [("Pad", Import)];

    private static bool Import(NodeImport node)
    {
        if (node.Layer(0) is not { IsFloat: true, Rank: >= 3 and <= 5 } x || node.Call.Text("mode", "constant") != "constant"
            || Enumerable.Range(1, 3).Any(i => node.Has(i) && node.Given(i) is null))
        {
            return false;
        }

        var widths = PaddingFunctions.WidthsOf(node.CallIn(0), x.Rank);
        if (widths.All(width => width == (0, 0)))
        {
            return node.Give(x);
        }

        if (PaddingFunctions.ValueOf(node.Call) != 0 || widths.Any(width => width.Before < 0 || width.After < 0)
            || widths[..2].Any(width => width != (0, 0)))
        {
            return AtEnds(node, x, widths);
        }

        if (node.MapOf(x) is not var (map, format))
        {
            return false;
        }

        var layer = WindowPadding.Zeros(
            node.Placer.Names.For(node.Node), [.. widths[2..].Select(width => width.Before)], [.. widths[2..].Select(width => width.After)], format);
        return node.Give(node.ValueOf(node.Placer.Place(layer, map), format) with { IsNonNegative = x.IsNonNegative });
    }

    // A map with its channels last is padded between its first axis and its last.
    private static bool AtEnds(NodeImport node, LayerValue x, (int Before, int After)[] widths)
    {
        if (PaddingFunctions.ValueOf(node.Call) != 0 || widths.Any(width => width.Before < 0 || width.After < 0)
            || widths[0] != (0, 0) || widths[^1] != (0, 0) || node.Placer.TryMaterialize(x) is not { } map)
        {
            return false;
        }

        var layer = WindowPadding.Zeros(
            node.Placer.Names.For(node.Node), [.. widths[1..^1].Select(width => width.Before)], [.. widths[1..^1].Select(width => width.After)],
            NN.DataFormat.ChannelsLast);
        return node.Give(node.Placer.ValueOf(node.Placer.Place(layer, map)) with { IsNonNegative = x.IsNonNegative });
    }
}
