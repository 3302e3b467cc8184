using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>JSON as Python's <c>json.dumps</c> writes it: <c>{"rate": 1e-07, "units": [4, 1.0]}</c>, in ASCII.</summary>
public static class PythonJson
{
    // Python writes 1e16 and 0.0001 with and without an exponent: it begins beyond these powers of ten.
    private const int LargestPlain = 15;
    private const int SmallestPlain = -4;

    /// <summary>The node as text.</summary>
    /// <remarks>A number that was read keeps its kind: <c>1</c> stays whole, and <c>1.0</c> a fraction.</remarks>
    public static string Write(JsonNode? node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    /// <summary>A number as Python's <c>repr</c> gives it: the fewest digits that read back to it.</summary>
    public static string Number(double value)
    {
        if (!double.IsFinite(value))
        {
            return double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
        }

        // d.ddddE+dd: .NET finds the digits, Python's rule places the point.
        var parts = Shortest(value).Split('E');
        var sign = value < 0 || double.IsNegative(value) ? "-" : "";
        var digits = parts[0].TrimStart('-').Replace(".", "", StringComparison.Ordinal);
        var power = int.Parse(parts[1], CultureInfo.InvariantCulture);
        return sign + power switch
        {
            > LargestPlain or < SmallestPlain => Scientific(digits, power),
            < 0 => $"0.{new string('0', -power - 1)}{digits}",
            _ when digits.Length <= power + 1 => $"{digits.PadRight(power + 1, '0')}.0",
            _ => $"{digits[..(power + 1)]}.{digits[(power + 1)..]}",
        };
    }

    private static string Scientific(string digits, int power)
    {
        var mantissa = digits.Length == 1 ? digits : $"{digits[0]}.{digits[1..]}";
        return $"{mantissa}e{(power < 0 ? '-' : '+')}{Math.Abs(power):00}";
    }

    // The fewest digits that give the number back, in scientific notation.
    private static string Shortest(double value)
    {
        for (var digits = 0; digits < 16; digits++)
        {
            var text = value.ToString($"E{digits}", CultureInfo.InvariantCulture);
            if (double.Parse(text, CultureInfo.InvariantCulture) == value)
            {
                return text;
            }
        }

        return value.ToString("E16", CultureInfo.InvariantCulture);
    }

    private static void Append(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject members:
                Append(text, '{', members, '}', static (text, member) =>
                {
                    Append(text, member.Key);
                    text.Append(": ");
                    Append(text, member.Value);
                });
                break;
            case JsonArray items:
                Append(text, '[', items, ']', Append);
                break;
            case JsonValue value:
                Append(text, value);
                break;
        }
    }

    private static void Append<T>(
        StringBuilder text, char open, IEnumerable<T> items, char close, Action<StringBuilder, T> append)
    {
        text.Append(open);
        foreach (var (i, item) in items.Index())
        {
            text.Append(i == 0 ? "" : ", ");
            append(text, item);
        }

        text.Append(close);
    }

    private static void Append(StringBuilder text, JsonValue value)
    {
        if (value.GetValueKind() == JsonValueKind.String)
        {
            Append(text, value.GetValue<string>());
        }
        else if (value.GetValueKind() == JsonValueKind.Number && IsFraction(value))
        {
            text.Append(Number(value.TryGetValue(out float single) && !value.TryGetValue(out JsonElement _)
                ? single
                : value.GetValue<double>()));
        }
        else
        {
            text.Append(value.ToJsonString());
        }
    }

    private static bool IsFraction(JsonValue value) => value.TryGetValue(out JsonElement element)
        ? element.GetRawText().AsSpan().ContainsAny('.', 'e', 'E')
        : value.TryGetValue(out double _) || value.TryGetValue(out float _);

    private static void Append(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => @"\n",
                '\r' => @"\r",
                '\t' => @"\t",
                '\b' => @"\b",
                '\f' => @"\f",
                < ' ' or > '~' and not '\u007f' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        text.Append('"');
    }
}
