using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Lamina.Cli.Inspection;

/// <summary>Something that a file says under a name.</summary>
/// <param name="Name">The name.</param>
/// <param name="Value">What it says.</param>
internal readonly record struct Fact(string Name, string Value)
{
    private const int Longest = 80;

    /// <summary>Whether the value is shown whole, however long it is.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The value as it is shown: a long one is cut, and its length told.</summary>
    public string Shown => IsWhole || Value.Length <= Longest
        ? Value
        : string.Create(CultureInfo.InvariantCulture, $"{Value[..Longest]}… ({Value.Length:N0} characters)");
}

/// <summary>A thing within a file.</summary>
/// <param name="Name">Its name.</param>
internal sealed record Inspected(string Name)
{
    /// <summary>The type of its elements, or what else it is.</summary>
    public string? Type { get; init; }

    /// <summary>Its axes: numbers, or names of numbers that are not known; null for what has none.</summary>
    public IReadOnlyList<string>? Axes { get; init; }

    /// <summary>Its length in the file.</summary>
    public long? Bytes { get; init; }

    /// <summary>How many there are of it.</summary>
    public int? Count { get; init; }

    /// <summary>What is noted on it.</summary>
    public IReadOnlyList<Fact> Attributes { get; init; } = [];

    /// <summary>What stands behind the name: type, shape, bytes.</summary>
    public string Description => string.Join(
        ", ",
        new[]
        {
            Axes is null ? Type : $"{Type}[{string.Join(", ", Axes)}]",
            Bytes is { } bytes ? string.Create(CultureInfo.InvariantCulture, $"{bytes:N0} bytes") : null,
            Count is { } count ? $"× {count}" : null,
        }.OfType<string>());

    /// <summary>The axes of numbers.</summary>
    public static IReadOnlyList<string> AxesOf(IEnumerable<long> axes) =>
        [.. axes.Select(axis => axis.ToString(CultureInfo.InvariantCulture))];

    public JsonObject ToJson()
    {
        var json = new JsonObject { ["name"] = Name };
        if (Type is not null)
        {
            json["type"] = Type;
        }

        if (Axes is not null)
        {
            json["shape"] = JsonParts.Array(Axes.Select(axis =>
                long.TryParse(axis, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? (JsonNode?)number : axis));
        }

        if (Bytes is not null)
        {
            json["bytes"] = Bytes;
        }

        if (Count is not null)
        {
            json["count"] = Count;
        }

        if (Attributes.Count > 0)
        {
            json["attributes"] = new JsonObject(Attributes.DistinctBy(fact => fact.Name)
                .Select(fact => KeyValuePair.Create(fact.Name, (JsonNode?)fact.Shown)));
        }

        return json;
    }

    /// <summary>A text of a file as one line that a terminal shows and does not obey.</summary>
    public static string Printable(string text)
    {
        if (!text.Any(char.IsControl))
        {
            return text;
        }

        var printable = new StringBuilder();
        foreach (var letter in text)
        {
            printable.Append(letter switch
            {
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) => $"\\x{(int)letter:X2}",
                _ => letter.ToString(),
            });
        }

        return printable.ToString();
    }
}

/// <summary>Things of one sort.</summary>
/// <param name="Name">What they are.</param>
/// <param name="Things">The things.</param>
internal sealed record InspectedPart(string Name, IReadOnlyList<Inspected> Things);

/// <summary>What is in a file.</summary>
/// <param name="Format">What the file is.</param>
/// <param name="Facts">What it says of itself.</param>
/// <param name="Parts">What it holds.</param>
internal sealed record Contents(string Format, IReadOnlyList<Fact> Facts, IReadOnlyList<InspectedPart> Parts);
