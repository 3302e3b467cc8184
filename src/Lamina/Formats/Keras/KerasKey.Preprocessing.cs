using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

// Arguments of layers that prepare data.
internal sealed partial record KerasKey
{
    /// <summary>The type of a layer's output, as a policy or as a mere name.</summary>
    public static KerasKey OutputType(bool isPolicy) => new("dtype")
    {
        Property = "d_type",
        Reading = static value => value is JsonObject policy ? policy["config"]?["name"] : value,
        Writing = dtype => dtype is null || !isPolicy ? dtype : PolicyOf(dtype.GetValue<string>()),
    };

    /// <summary>Two numbers, for which a single one may stand.</summary>
    public static KerasKey Salt(string name = "salt") => new(name)
    {
        Reading = static value => value is JsonValue number ? new JsonArray(number.DeepClone()) : value,
        Writing = static value => value is JsonArray { Count: 1 } single
            ? new JsonArray(single[0]!.DeepClone(), single[0]!.DeepClone())
            : value,
    };

    /// <summary>A value that is a string or a number, for which the record has two properties.</summary>
    public static IReadOnlyList<KerasKey> TextOrNumber(string name, string text, string number) =>
    [
        Named(name, text) with { Reading = static value => value?.GetValueKind() == JsonValueKind.String ? value : null },
        new(name)
        {
            Property = number,
            IsOmittedWhenNull = true,
            Reading = static value => value?.GetValueKind() == JsonValueKind.Number ? value : null,
        },
    ];

    /// <summary>A word for which Keras writes null.</summary>
    public static KerasKey NullFor(string name, string word) => new(name)
    {
        Reading = value => value ?? JsonValue.Create(word),
        Writing = value => value?.GetValue<string>() == word ? null : value,
    };

    /// <summary>Lengths of n-grams; a single number stands for all up to it.</summary>
    public static KerasKey Ngrams { get; } = new("ngrams")
    {
        Reading = static value => value is JsonValue most && most.TryGetValue(out int n)
            ? new JsonArray([.. Enumerable.Range(1, Math.Clamp(n, 0, 1000)).Select(width => JsonValue.Create(width))])
            : value,
        Writing = static value => value is JsonArray widths && widths.Index().All(width => width.Item!.GetValue<int>() == width.Index + 1)
            ? JsonValue.Create(widths.Count)
            : value,
    };

    /// <summary>A list of tokens. Where Keras names a file, Lamina reads none.</summary>
    public static KerasKey Tokens { get; } = new("vocabulary")
    {
        Reading = static value => value is not JsonValue
            ? value
            : throw new LaminaFormatException(
                $"the argument 'vocabulary' is {PythonJson.Write(value)}; Lamina reads lists of tokens, and no files that a model names."
                + "\n  hint: FromFile of the layer makes one with the vocabulary of a file."),
    };
}
