using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Lamina.Formats.Keras;

/// <summary>How records and Keras's configurations become each other: names in snake case, Python's numbers.</summary>
internal static class KerasJson
{
    private static readonly (IJsonTypeInfoResolver Types, KerasClass[] Rows)[] Areas =
    [
        (ActivationJson.Default, ActivationJson.Rows),
        (LossJson.Default, LossJson.Rows),
    ];

    /// <summary>All classes of Keras that can be read and written.</summary>
    public static KerasClass[] Classes { get; } = [.. Areas.SelectMany(area => area.Rows)];

    /// <summary>For all their records.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        IgnoreReadOnlyProperties = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine([.. Areas.Select(area => area.Types)]),
        Converters =
        {
            new FractionConverter(), new DTypeConverter(), new ShapeConverter(), new AxesConverter(),
            new ReductionConverter(), new ActivationConverter(),
        },
    };
}
