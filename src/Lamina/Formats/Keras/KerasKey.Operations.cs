using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

// Arguments of operations.
internal sealed partial record KerasKey
{
    /// <summary>A number of equal parts, for which the record has it negative, or places where parts end.</summary>
    public static KerasKey Sections(string name) => new(name)
    {
        Property = "sections",
        Reading = static value => value is JsonValue number && number.TryGetValue(out int parts) ? JsonValue.Create(-parts) : value,
        Writing = static value => value is JsonArray { Count: 1 } single && single[0]!.GetValue<int>() < 0
            ? JsonValue.Create(-single[0]!.GetValue<int>())
            : value,
    };
}
