using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>How records and Keras's configurations become each other: names in snake case, Python's numbers.</summary>
internal static class KerasJson
{
    /// <summary>For all records of the registry.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectRequiredConstructorParameters = true,
        TypeInfoResolver = JsonTypeInfoResolver.Combine(
            ActivationJson.Default, LossJson.Default, InitializerJson.Default, RegularizerJson.Default, LayerJson.Default,
            OptimizerJson.Default, MetricJson.Default),
        Converters =
        {
            new FractionConverter(), new DTypeConverter(), new ShapeConverter(), new AxesConverter(),
            new ReductionConverter(), new ActivationConverter(),
            new KerasObjectConverter<Initializer>(KerasModule.Initializers, Initializer.Get),
            new KerasObjectConverter<Regularizer>(KerasModule.Regularizers, Regularizer.Get),
            new NamedConverter<FanMode>(
                ("fan_in", FanMode.FanIn), ("fan_out", FanMode.FanOut), ("fan_avg", FanMode.FanAverage)),
            new NamedConverter<ScalingDistribution>(
                ("truncated_normal", ScalingDistribution.TruncatedNormal),
                ("untruncated_normal", ScalingDistribution.UntruncatedNormal),
                ("uniform", ScalingDistribution.Uniform)),
        },
    };
}
