using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>Convolutions: all products of an element of the map, one of the kernel and one of the result, added up.</summary>
internal static class ReferenceConvolution
{
    public static double[] Run(ConvolutionOp op, Node node, double[] a, double[] b)
    {
        var (shapeA, shapeB) = (node.Inputs[0].Shape, node.Inputs[1].Shape);
        var sum = new double[node.Output.Shape.Size];
        switch (op)
        {
            case Convolution:
                Visit(op, shapeA, shapeB, (x, w, y) => sum[y] += a[x] * b[w]);
                break;
            case TransposedConvolution:
                Visit(op, node.Output.Shape, shapeB, (x, w, y) => sum[x] += a[y] * b[w]);
                break;
            default:
                Visit(op, shapeA, node.Output.Shape, (x, w, y) => sum[w] += a[x] * b[y]);
                break;
        }

        return sum;
    }

    // Calls with the places of what belongs together, in memory, of x [batch, places.., cin], w [window.., cin/groups,
    // cout] and y [batch, windows.., cout].
    private static void Visit(ConvolutionOp op, Shape x, Shape w, Action<int, int, int> action)
    {
        var (elements, places) = (op.Windows.Elements, x[1..^1].Size);
        var (seen, filters) = (w[^2], w[^1]);
        var own = filters / op.Groups;
        var table = op.Windows.PlacesOf(x[1..^1]);
        var windows = table.Length / elements;
        for (var i = 0; i < x[0] * table.Length; i++)
        {
            var (sample, entry) = Math.DivRem(i, table.Length);
            var (window, element) = Math.DivRem(entry, elements);
            for (var j = 0; table[entry] >= 0 && j < seen * filters; j++)
            {
                var (channel, filter) = Math.DivRem(j, filters);
                action(
                    (((sample * places) + table[entry]) * x[^1]) + (filter / own * seen) + channel,
                    (element * seen * filters) + j,
                    (((sample * windows) + window) * filters) + filter);
            }
        }
    }
}
