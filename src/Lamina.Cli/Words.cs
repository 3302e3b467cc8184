using System.CommandLine;
using System.Globalization;

namespace Lamina.Cli;

/// <summary>Options whose values are checked as they are read, with errors that say the rule.</summary>
internal static class Words
{
    /// <summary>A whole number, not below a smallest one.</summary>
    public static Option<int?> Whole(string name, string description, int min) => Make(
        name, "N", description, (string text, out int? value) =>
        {
            var isNumber = int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number);
            value = number;
            return isNumber && number >= min ? null : $"{name} is a whole number of {min} or more; '{text}' is not.";
        });

    /// <summary>A number that a rule accepts.</summary>
    public static Option<double?> Number(string name, string description, Predicate<double> accepts, string rule) => Make(
        name, "X", description, (string text, out double? value) =>
        {
            var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number);
            value = number;
            return isNumber && double.IsFinite(number) && accepts(number) ? null : $"{name} is {rule}; '{text}' is not.";
        });

    /// <summary>A name that a lookup knows; the lookup's error names the others.</summary>
    public static Option<T?> Name<T>(string name, string description, Func<string, T> lookup)
        where T : class => Make(
        name, "NAME", description, (string text, out T? value) =>
        {
            try
            {
                value = lookup(text);
                return null;
            }
            catch (ArgumentException exception)
            {
                value = null;
                return exception.Message;
            }
        });

    /// <summary>Whole numbers of 1 or more with commas between them; <c>none</c> for none.</summary>
    public static Option<int[]?> Sizes(string name, string description) => Make(
        name, "N,N", description, (string text, out int[]? value) =>
        {
            var parts = text == "none" ? [] : text.Split(',');
            value = [.. parts.Select(part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0)];
            return value.All(size => size > 0)
                ? null
                : $"{name} is a list of sizes, such as 128,64, or none; '{text}' is not.";
        });

    /// <summary>Whether a program reads the result.</summary>
    public static Option<bool> Json() => new("--json")
    {
        Description = "Print one JSON object on standard output, everything else on standard error",
    };

    /// <summary>Text as it is.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description };

    /// <summary>Texts, of an option that may be given several times.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description) =>
        new(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore, AllowMultipleArgumentsPerToken = false };

    private delegate string? Reader<T>(string text, out T value);

    private static Option<T> Make<T>(string name, string helpName, string description, Reader<T> read) => new(name)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            if (read(result.Tokens[0].Value, out var value) is { } error)
            {
                result.AddError(error);
            }

            return value;
        },
    };
}
