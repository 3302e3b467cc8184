using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>Moves elements about.</summary>
internal static class ReferenceShaping
{
    public static double[] Transpose(double[] x, Shape shape, Axes order)
    {
        Shape to = [.. order.Select(axis => shape[axis])];
        var strides = Strides(shape);
        return Take(x, to, index => order.Select((axis, i) => index[i] * strides[axis]).Sum());
    }

    public static double[] Slice(double[] x, Shape shape, Slice op)
    {
        var strides = Strides(shape);
        return Take(x, [.. op.Sizes], index =>
            index.Select((at, axis) => (op.Starts[axis] + (at * op.Steps[axis])) * strides[axis]).Sum());
    }

    public static double[] Part(double[] x, Shape shape, Part op)
    {
        var entry = shape[1..].Size;
        return x[(op.Start * entry)..((op.Start + op.Count) * entry)];
    }

    public static double[] Pad(double[] x, Shape shape, Shape to, Pad op)
    {
        var y = new double[to.Size];
        var strides = Strides(to);
        var index = new int[shape.Rank];
        for (var i = 0; i < x.Length; i++, Advance(index, shape))
        {
            y[index.Select((at, axis) => (op.Before[axis] + (at * op.Steps[axis])) * strides[axis]).Sum()] = x[i];
        }

        return y;
    }

    public static double[] Concat(Node node, double[][] x, int axis)
    {
        var shape = node.Output.Shape;
        var y = new double[shape.Size];
        var inner = shape[(axis + 1)..].Size;
        var start = 0;
        for (var i = 0; i < x.Length; i++)
        {
            var run = node.Inputs[i].Shape[axis] * inner;
            for (var o = 0; o < shape[..axis].Size; o++)
            {
                Array.Copy(x[i], o * run, y, (o * shape[axis] * inner) + start, run);
            }

            start += run;
        }

        return y;
    }

    private static double[] Take(double[] x, Shape to, Func<int[], int> source)
    {
        var y = new double[to.Size];
        var index = new int[to.Rank];
        for (var i = 0; i < y.Length; i++, Advance(index, to))
        {
            y[i] = x[source(index)];
        }

        return y;
    }

    private static int[] Strides(Shape shape)
    {
        var strides = new int[shape.Rank];
        for (int axis = shape.Rank - 1, stride = 1; axis >= 0; stride *= shape[axis], axis--)
        {
            strides[axis] = stride;
        }

        return strides;
    }

    private static void Advance(int[] index, Shape shape)
    {
        for (var axis = shape.Rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
        {
            index[axis] = 0;
        }
    }
}
