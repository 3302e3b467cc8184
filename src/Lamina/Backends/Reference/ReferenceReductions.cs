using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>Sums, maxima, their places, sorting and running sums.</summary>
internal static class ReferenceReductions
{
    public static double[] Reduce(double[] x, Shape shape, Axes axes, double start, Func<double, double, double> combine)
    {
        var strides = new int[shape.Rank];
        var size = 1;
        for (var axis = shape.Rank - 1; axis >= 0; axis--)
        {
            strides[axis] = axes.Contains(axis) ? 0 : size;
            size *= axes.Contains(axis) ? 1 : shape[axis];
        }

        var y = new double[size];
        Array.Fill(y, start);
        for (var i = 0; i < x.Length; i++)
        {
            var (place, target) = (i, 0);
            for (var axis = shape.Rank - 1; axis >= 0; axis--)
            {
                target += place % shape[axis] * strides[axis];
                place /= shape[axis];
            }

            y[target] = combine(y[target], x[i]);
        }

        return y;
    }

    public static double[] ArgMax(double[] x, Shape shape, int axis)
    {
        var y = new double[shape.With(axis, 1).Size];
        ForEachLine(shape, axis, (line, start, stride) =>
        {
            for (var i = 1; i < shape[axis]; i++)
            {
                var best = x[start + ((int)y[line] * stride)];
                if (x[start + (i * stride)] > best || (double.IsNaN(x[start + (i * stride)]) && !double.IsNaN(best)))
                {
                    y[line] = i;
                }
            }
        });
        return y;
    }

    public static double[] ArgSort(double[] x, Shape shape, int axis, bool descending)
    {
        var y = new double[x.Length];
        ForEachLine(shape, axis, (_, start, stride) =>
        {
            var places = Enumerable.Range(0, shape[axis]);
            var sorted = places.OrderBy(i => double.IsNaN(x[start + (i * stride)]));
            sorted = descending
                ? sorted.ThenByDescending(i => x[start + (i * stride)])
                : sorted.ThenBy(i => x[start + (i * stride)]);
            foreach (var (rank, place) in sorted.Index())
            {
                y[start + (rank * stride)] = place;
            }
        });
        return y;
    }

    public static double[] CumulativeSum(double[] x, Shape shape, int axis, bool reverse)
    {
        var y = new double[x.Length];
        ForEachLine(shape, axis, (_, start, stride) =>
        {
            var sum = 0.0;
            for (var i = 0; i < shape[axis]; i++)
            {
                var place = start + ((reverse ? shape[axis] - 1 - i : i) * stride);
                y[place] = sum += x[place];
            }
        });
        return y;
    }

    // Calls with the line's number, its first element and the distance between neighbours on it.
    private static void ForEachLine(Shape shape, int axis, Action<int, int, int> action)
    {
        var inner = shape[(axis + 1)..].Size;
        var outer = shape[..axis].Size;
        for (var o = 0; o < outer; o++)
        {
            for (var i = 0; i < inner; i++)
            {
                action((o * inner) + i, (o * shape[axis] * inner) + i, inner);
            }
        }
    }

    public static double[] SoftmaxGradient(double[] y, double[] dy, Shape shape)
    {
        var dx = new double[y.Length];
        var columns = shape[shape.Rank - 1];
        for (var start = 0; start < y.Length; start += columns)
        {
            var sum = 0.0;
            for (var i = start; i < start + columns; i++)
            {
                sum += y[i] * dy[i];
            }

            for (var i = start; i < start + columns; i++)
            {
                dx[i] = y[i] * (dy[i] - sum);
            }
        }

        return dx;
    }
}
