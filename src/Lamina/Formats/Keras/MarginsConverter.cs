using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Keras;

/// <summary>Numbers before and behind each axis as lists of two; one number stands for both, or for all axes.</summary>
internal sealed class MarginsConverter : JsonConverter<ValueList<Axes>>
{
    public override ValueList<Axes> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) switch
        {
            JsonArray sides => [.. sides.Select(One)],
            var both => [One(both)],
        };

    public override void Write(Utf8JsonWriter writer, ValueList<Axes> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var sides in value)
        {
            writer.WriteStartArray();
            foreach (var number in sides)
            {
                writer.WriteNumberValue(number);
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
    }

    private static Axes One(JsonNode? node) => node switch
    {
        JsonArray sides when sides.All(IsNumber) => [.. sides.Select(side => side!.GetValue<int>())],
        JsonValue both when IsNumber(both) => both.GetValue<int>(),
        _ => throw new JsonException("It is a number, or for each axis a number or two."),
    };

    private static bool IsNumber(JsonNode? node) => node?.GetValueKind() == JsonValueKind.Number;
}
