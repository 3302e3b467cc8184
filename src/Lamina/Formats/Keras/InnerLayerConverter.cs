using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Layers within the config of another layer.</summary>
internal sealed class InnerLayerConverter : JsonConverter<InnerLayer>
{
    public override InnerLayer? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        InnerLayers.Read(JsonNode.Parse(ref reader));

    public override void Write(Utf8JsonWriter writer, InnerLayer value, JsonSerializerOptions options) =>
        KerasObject.Write(value).WriteTo(writer);
}

/// <summary>Lists of layers within the config of another layer.</summary>
internal sealed class InnerLayerListConverter : JsonConverter<ValueList<InnerLayer>>
{
    public override ValueList<InnerLayer> Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) is JsonArray layers
            ? [.. layers.Select(InnerLayers.Read)]
            : throw new JsonException("It is a list of layers.");

    public override void Write(Utf8JsonWriter writer, ValueList<InnerLayer> value, JsonSerializerOptions options)
    {
        writer.WriteStartArray();
        foreach (var layer in value)
        {
            KerasObject.Write(layer).WriteTo(writer);
        }

        writer.WriteEndArray();
    }
}

/// <summary>Reads layers within others.</summary>
file static class InnerLayers
{
    // The serializer adds to its own exceptions which argument it was.
    public static InnerLayer Read(JsonNode? node)
    {
        try
        {
            return KerasObject.ReadInner(node);
        }
        catch (LaminaFormatException e)
        {
            throw new JsonException(e.Message, e);
        }
    }
}
