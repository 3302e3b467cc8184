using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Lists of strings.</summary>
internal sealed class StringListConverter : JsonConverter<ValueList<string>>
{
    public override ValueList<string> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.String)
            ? [.. items.Select(item => item!.GetValue<string>())]
            : throw new JsonException("It is a list of strings.");

    public override void Write(Utf8JsonWriter writer, ValueList<string> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteStringValue(item);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Lists of whole numbers of 64 bits.</summary>
internal sealed class LongListConverter : JsonConverter<ValueList<long>>
{
    public override ValueList<long> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonArray items && items.All(item => item?.GetValueKind() == JsonValueKind.Number)
            ? [.. items.Select(item => item!.GetValue<long>())]
            : throw new JsonException("It is a list of whole numbers.");

    public override void Write(Utf8JsonWriter writer, ValueList<long> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var item in value)
        {
            writer.WriteNumberValue(item);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Numbers with a shape: a number, or lists of lists.</summary>
internal sealed class NumberGridConverter : JsonConverter<NumberGrid>
{
    public override NumberGrid Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        var axes = new List<int>();
        for (var inner = node; inner is JsonArray items; inner = items.Count > 0 ? items[0] : null)
        {
            axes.Add(items.Count);
        }

        var values = new List<double>();
        Collect(node, 0);
        return new NumberGrid(values, [.. axes]);

        void Collect(JsonNode? part, int axis)
        {
            switch (part)
            {
                case JsonArray items when axis < axes.Count && items.Count == axes[axis]:
                    foreach (var item in items)
                    {
                        Collect(item, axis + 1);
                    }

                    break;
                case JsonValue number when axis == axes.Count && number.GetValueKind() == JsonValueKind.Number:
                    values.Add(number.GetValue<double>());
                    break;
                default:
                    throw new JsonException("It is a number, or lists of numbers of equal lengths.");
            }
        }
    }

    public override void Write(Utf8JsonWriter writer, NumberGrid value, JsonSerializerOptions options)
    {
        var at = 0;
        WriteAxis(0);

        void WriteAxis(int axis)
        {
            if (axis == value.Shape.Rank)
            {
                writer.WriteRawValue(PythonJson.Number(value[at++]));
                return;
            }

            writer.WriteStartArray();
            for (var i = 0; i < value.Shape[axis]; i++)
            {
                WriteAxis(axis + 1);
            }

            writer.WriteEndArray();
        }
    }
}
