using System.Globalization;
using System.Text;

namespace Lamina.NN;

/// <summary>The parts of a line that shows how far a training is.</summary>
internal static class ProgressText
{
    /// <summary><c> 3/45</c>: the first number as wide as the second.</summary>
    public static string Count(int done, int total)
    {
        var text = total.ToString(CultureInfo.InvariantCulture);
        return done.ToString(CultureInfo.InvariantCulture).PadLeft(text.Length) + "/" + text;
    }

    /// <summary>A bar of so many cells, full as far as the work is done.</summary>
    public static string Bar(int done, int total, int cells)
    {
        var full = total == 0 ? cells : (int)((long)done * cells / total);
        return new string('━', full) + new string('─', cells - full);
    }

    /// <summary>How long a step takes: <c>12ms/step</c>.</summary>
    public static string Pace(TimeSpan step)
    {
        var seconds = step.TotalSeconds;
        return seconds switch
        {
            0 or >= 1 => string.Create(CultureInfo.InvariantCulture, $"{seconds:F0}s/step"),
            >= 1e-3 => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e3:F0}ms/step"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds * 1e6:F0}us/step"),
        };
    }

    /// <summary>A time to go: <c>42s</c>, <c>3:07</c> or <c>1:02:59</c>.</summary>
    public static string Clock(TimeSpan time)
    {
        var seconds = (long)time.TotalSeconds;
        return seconds switch
        {
            < 60 => string.Create(CultureInfo.InvariantCulture, $"{seconds}s"),
            < 3600 => string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}"),
        };
    }

    /// <summary>Each number of the logs behind <c> - </c>.</summary>
    public static string Of(Logs logs) =>
        string.Concat(logs.Select(pair => $" - {pair.Key}: {Number(pair.Value)}"));

    /// <summary>Four decimals, or scientific for what four decimals would not show.</summary>
    public static string Number(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        > 1e-3 or < -1e-3 => value.ToString("F4", CultureInfo.InvariantCulture),
        _ => value.ToString("0.0000e+00", CultureInfo.InvariantCulture),
    };

    /// <summary>The line, without the parts behind <c> - </c> that do not fit.</summary>
    public static string Crop(string line, int width)
    {
        if (line.Length <= width)
        {
            return line;
        }

        var end = line.LastIndexOf(" - ", Math.Min(line.Length - 1, width + 2), StringComparison.Ordinal);
        return line[..(end < 0 ? width : end)];
    }

    /// <summary>The line, broken before parts that do not fit; what follows is indented.</summary>
    public static string Fold(string line, int width)
    {
        const string Indent = "    ";
        var text = new StringBuilder();
        var length = 0;
        foreach (var part in line.Split(" - "))
        {
            var isFirst = text.Length == 0;
            if (!isFirst && length + 3 + part.Length > width)
            {
                text.Append('\n').Append(Indent).Append(part);
                length = Indent.Length + part.Length;
            }
            else
            {
                text.Append(isFirst ? "" : " - ").Append(part);
                length += (isFirst ? 0 : 3) + part.Length;
            }
        }

        return text.ToString();
    }
}
