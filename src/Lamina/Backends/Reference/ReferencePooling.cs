using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>The largest and the mean of windows, and where their gradients go.</summary>
internal static class ReferencePooling
{
    public static double[] Max(Windows windows, Node node, double[] x)
    {
        var y = new double[node.Output.Shape.Size];
        Array.Fill(y, double.NegativeInfinity);
        VisitLargest(windows, node.Inputs[0].Shape, x, (from, to) => y[to] = x[from]);
        return y;
    }

    public static double[] Pick(Windows windows, Node node, double[] x, double[] z)
    {
        var y = new double[node.Output.Shape.Size];
        VisitLargest(windows, node.Inputs[0].Shape, x, (from, to) => y[to] = z[from]);
        return y;
    }

    public static double[] Spread(Windows windows, Node node, double[] x, double[] y)
    {
        var dx = new double[x.Length];
        VisitLargest(windows, node.Inputs[0].Shape, x, (from, to) => dx[from] += y[to]);
        return dx;
    }

    public static double[] Average(AveragePool op, Node node, double[] x)
    {
        var y = new double[node.Output.Shape.Size];
        VisitWindows(op.Windows, node.Inputs[0].Shape, (inside, to) =>
            y[to] = inside.Sum(from => x[from]) / Count(op.Windows, inside, op.CountPadding));
        return y;
    }

    public static double[] Average(AveragePoolSpread op, Node node, double[] y)
    {
        var x = new double[node.Output.Shape.Size];
        VisitWindows(op.Windows, node.Output.Shape, (inside, to) =>
        {
            foreach (var from in inside)
            {
                x[from] += y[to] / Count(op.Windows, inside, op.CountPadding);
            }
        });
        return x;
    }

    private static int Count(Windows windows, List<int> inside, bool countPadding) =>
        countPadding ? windows.Elements : Math.Max(1, inside.Count);

    // The first of the largest; the first NaN, if there is one.
    private static void VisitLargest(Windows windows, Shape map, double[] x, Action<int, int> action) =>
        VisitWindows(windows, map, (inside, to) =>
        {
            if (inside.Count > 0)
            {
                action(inside.Aggregate((best, other) => x[best] >= x[other] || double.IsNaN(x[best]) ? best : other), to);
            }
        });

    // Calls with the elements of x that are in a window, for each channel, and the element of the result.
    private static void VisitWindows(Windows windows, Shape map, Action<List<int>, int> action)
    {
        var (elements, places, channels) = (windows.Elements, map[1..^1].Size, map[^1]);
        var table = windows.PlacesOf(map[1..^1]);
        var inside = new List<int>();
        for (var i = 0; i < map[0] * (table.Length / elements) * channels; i++)
        {
            var (sample, window) = Math.DivRem(i / channels, table.Length / elements);
            inside.Clear();
            foreach (var place in table.AsSpan(window * elements, elements))
            {
                if (place >= 0)
                {
                    inside.Add((((sample * places) + place) * channels) + (i % channels));
                }
            }

            action(inside, i);
        }
    }
}
