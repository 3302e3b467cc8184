using System.Globalization;
using System.Text.RegularExpressions;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Paths with names in braces, as Python formats them: <c>m-{epoch:02d}-{val_loss:.2f}.keras</c>.</summary>
internal static partial class PathTemplate
{
    /// <summary>The path with numbers in place of names.</summary>
    /// <exception cref="ArgumentException">A name is not among the logs, or its format is not one of Python's for
    /// numbers.</exception>
    public static string Fill(string template, int epoch, int? batch, Logs logs) =>
        Field().Replace(template, field =>
        {
            var (name, format) = (field.Groups["name"].Value, field.Groups["format"].Value);
            if (name == "epoch" || (name == "batch" && batch is not null))
            {
                return Whole(name == "epoch" ? epoch : batch!.Value, format)
                    ?? throw Unknown(template, field.Value, "a whole number, such as {epoch:02d}");
            }

            if (!logs.TryGetValue(name, out var value))
            {
                string[] names = ["epoch", .. batch is null ? Array.Empty<string>() : ["batch"], .. logs.Keys];
                throw new ArgumentException(
                    $"The path '{template}' names '{name}', which is not logged; there are: {string.Join(", ", names)}.");
            }

            return Fraction(value, format) ?? throw Unknown(template, field.Value, "a fraction, such as {loss:.2f}");
        });

    private static string? Whole(int value, string format) => WholeFormat().Match(format) is { Success: true } match
        ? Padded(value.ToString(CultureInfo.InvariantCulture), match)
        : Fraction(value, format);

    private static string? Fraction(double value, string format)
    {
        if (format.Length == 0)
        {
            return PythonJson.Number(value);
        }

        if (FractionFormat().Match(format) is not { Success: true } match || match.Groups["digits"].Value.Length > 2)
        {
            return null;
        }

        var digits = match.Groups["digits"].Value is { Length: > 0 } given ? given : "6";
        return Padded(value.ToString($"F{digits}", CultureInfo.InvariantCulture), match);
    }

    private static string? Padded(string text, Match format)
    {
        var width = format.Groups["width"].Value;
        var fill = format.Groups["zero"].Value == "0" ? '0' : ' ';
        return width.Length switch
        {
            0 => text,
            > 2 => null,
            _ => text.PadLeft(int.Parse(width, CultureInfo.InvariantCulture), fill),
        };
    }

    private static ArgumentException Unknown(string template, string field, string rule) =>
        new($"The path '{template}' has '{field}', which does not format {rule}.");

    [GeneratedRegex(@"\{(?<name>\w+)(:(?<format>[^{}]*))?\}")]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<zero>0?)(?<width>\d*)d?$")]
    private static partial Regex WholeFormat();

    [GeneratedRegex(@"^(?<zero>0?)(?<width>\d*)(\.(?<digits>\d+))?f$")]
    private static partial Regex FractionFormat();
}
