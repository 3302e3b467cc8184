using System.Globalization;
using System.Text;

namespace Lamina.NN;

/// <summary>The way of an edge as SVG writes paths.</summary>
internal static class EdgePath
{
    private const double Straight = 0.05;

    /// <summary>A way through points: a line where they stand behind each other, else a curve that begins and ends in the
    /// direction of the picture.</summary>
    public static string Through(IEnumerable<(double X, double Y)> points, bool isLeftToRight)
    {
        var path = new StringBuilder();
        (double X, double Y)? last = null;
        foreach (var point in points)
        {
            if (last is not { } from)
            {
                Append(path, $"M{point.X:0.##} {point.Y:0.##}");
            }
            else if (Math.Abs(from.X - point.X) + Math.Abs(from.Y - point.Y) < Straight)
            {
                continue;
            }
            else if (Math.Abs(isLeftToRight ? from.Y - point.Y : from.X - point.X) < Straight)
            {
                Append(path, $" L{point.X:0.##} {point.Y:0.##}");
            }
            else
            {
                var (middleX, middleY) = ((from.X + point.X) / 2, (from.Y + point.Y) / 2);
                var (a, b) = isLeftToRight ? ((middleX, from.Y), (middleX, point.Y)) : ((from.X, middleY), (point.X, middleY));
                Append(path, $" C{a.Item1:0.##} {a.Item2:0.##} {b.Item1:0.##} {b.Item2:0.##} {point.X:0.##} {point.Y:0.##}");
            }

            last = point;
        }

        return path.ToString();
    }

    /// <summary>From a box back to itself, at its side.</summary>
    public static string Loop(DiagramBox box, bool isLeftToRight)
    {
        const double Reach = DiagramLevel.LoopRoom - 4;
        var path = new StringBuilder();
        if (isLeftToRight)
        {
            var (x, y) = (box.Left + (box.Width / 2), box.Top + box.Height);
            Append(path, $"M{x + 14:0.##} {y:0.##} C{x + 14:0.##} {y + Reach:0.##} {x - 14:0.##} {y + Reach:0.##} {x - 14:0.##} {y:0.##}");
        }
        else
        {
            var (x, y) = (box.Left + box.Width, box.Top + (box.Height / 2));
            Append(path, $"M{x:0.##} {y + 14:0.##} C{x + Reach:0.##} {y + 14:0.##} {x + Reach:0.##} {y - 14:0.##} {x:0.##} {y - 14:0.##}");
        }

        return path.ToString();
    }

    private static void Append(StringBuilder path, FormattableString text) => path.Append(text.ToString(CultureInfo.InvariantCulture));
}
