using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Given whole numbers of which there are more for longer inputs, such as the places of each sample's rows: a
/// pattern that is repeated, a step higher each time.</summary>
internal static class Progressions
{
    /// <summary>Writes such numbers down; null where they are others.</summary>
    public static OnnxValue? TryWrite(OnnxEmitter e, TracedNode node)
    {
        int[]?[] given = [.. node.Traces.Select(trace => (trace.Op as Constant)?.Data as int[])];
        if (node.IsFixed || Array.Exists(given, static data => data is null or []))
        {
            return null;
        }

        int[][] all = [.. given.OfType<int[]>()];
        for (var place = 0; place < e.Grid.Names.Count; place++)
        {
            var count = e.Grid.Of(place);
            if (StepOf(all, count) is { } step)
            {
                return Write(e, node, count, all[0][..(int)(all[0].Length / count.First)], step);
            }
        }

        return null;
    }

    // From one repetition to the next; null where the numbers are no repetitions of one pattern.
    private static int? StepOf(int[][] all, Length count)
    {
        var length = (int)(all[0].Length / count.First);
        if (length == 0 || all.Index().Any(data => data.Item.Length != length * count.Values[data.Index]))
        {
            return null;
        }

        var step = all[0][length] - all[0][0];
        return Array.TrueForAll(all, data => data.Index().All(x => x.Item == all[0][x.Index % length] + (x.Index / length * step))) ? step : null;
    }

    private static OnnxValue Write(OnnxEmitter e, TracedNode node, Length count, int[] pattern, int step)
    {
        OnnxValue Scalar(Length length) => e.Reshape(e.Number(length), []);
        var range = e.Add("Range", [Scalar(e.Grid.Fixed(0)), Scalar(count), Scalar(e.One)], [count], DType.Int64);
        var numbers = e.Reshape(OnnxOps.Cast(e, range, node.DType), [count, e.One]);
        Length[] shape = [count, e.Grid.Fixed(pattern.Length)];
        var first = e.Add("Mul", [numbers, e.Scalar(step, node.DType)], [count, e.One], node.DType);
        return e.Reshape(e.Add("Add", [first, e.Fixed(Tensor.Wrap(pattern, [pattern.Length]))], shape, node.DType), node.Shape);
    }
}
