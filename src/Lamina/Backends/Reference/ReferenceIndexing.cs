using Lamina.Graphs;

namespace Lamina.Backends.Reference;

/// <summary>Reads and adds by index.</summary>
internal static class ReferenceIndexing
{
    public static double[] Gather(Node node, double[] table, double[] indices)
    {
        var shape = node.Inputs[0].Shape;
        var width = shape[1..].Size;
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < indices.Length; i++)
        {
            Array.Copy(table, Checked(indices[i], shape[0], i) * width, y, i * width, width);
        }

        return y;
    }

    public static double[] ScatterAdd(Node node, double[] rows, double[] indices)
    {
        var shape = node.Output.Shape;
        var width = shape[1..].Size;
        var y = new double[shape.Size];
        for (var i = 0; i < indices.Length; i++)
        {
            var target = Checked(indices[i], shape[0], i) * width;
            for (var column = 0; column < width; column++)
            {
                y[target + column] += rows[(i * width) + column];
            }
        }

        return y;
    }

    public static double[] GatherSum(Node node, double[][] x)
    {
        var rows = node.Inputs[0].Shape[0];
        var (width, each) = (node.Inputs[0].Shape[1..].Size, node.Inputs[1].Shape[^1]);
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < x[1].Length; i++)
        {
            var from = Checked(x[1][i], rows, i) * width;
            for (var column = 0; column < width; column++)
            {
                y[(i / each * width) + column] += Weight(x, i) * x[0][from + column];
            }
        }

        return y;
    }

    public static double[] ScatterAddRepeated(Node node, double[][] x)
    {
        var rows = node.Output.Shape[0];
        var (width, each) = (node.Output.Shape[1..].Size, node.Inputs[1].Shape[^1]);
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < x[1].Length; i++)
        {
            var to = Checked(x[1][i], rows, i) * width;
            for (var column = 0; column < width; column++)
            {
                y[to + column] += Weight(x, i) * x[0][(i / each * width) + column];
            }
        }

        return y;
    }

    private static double Weight(double[][] x, int place) => x.Length > 2 ? x[2][place] : 1;

    public static double[] TakeAlong(Node node, double[] x, double[] indices, int axis)
    {
        var y = new double[indices.Length];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = x[Along(i, node.Output.Shape, node.Inputs[0].Shape[axis], axis, indices[i])];
        }

        return y;
    }

    public static double[] AddAlong(Node node, double[] x, double[] indices, int axis)
    {
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < x.Length; i++)
        {
            y[Along(i, node.Inputs[0].Shape, node.Output.Shape[axis], axis, indices[i])] += x[i];
        }

        return y;
    }

    // The place in an array whose given axis has another length, of the element with this index on it.
    private static int Along(int place, Shape shape, int length, int axis, double index)
    {
        var inner = shape[(axis + 1)..].Size;
        var outer = place / inner / shape[axis];
        return (((outer * length) + Checked(index, length, place)) * inner) + (place % inner);
    }

    private static int Checked(double index, int length, int place) => index >= 0 && index < length
        ? (int)index
        : throw new ArgumentOutOfRangeException(
            nameof(index), $"Index {index} at place {place} is outside 0..{length - 1}.");
}
