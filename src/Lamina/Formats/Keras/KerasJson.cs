using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lamina.Formats.Keras;

/// <summary>How records and Keras's configurations become each other: names in snake case, Python's numbers.</summary>
internal static class KerasJson
{
    /// <summary>For all records of the registry.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(ActivationJson.Default, LossJson.Default),
        Converters =
        {
            new FractionConverter(), new DTypeConverter(), new ShapeConverter(), new AxesConverter(),
            new ReductionConverter(), new ActivationConverter(),
        },
    };
}
