using System.Text.Json;
using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

/// <summary>What cases of layers need and Lamina has not yet: the one place that lists it.</summary>
public sealed class NotYetThere
{
    // Classes, and how many cases of the project's own golden files wait for each.
    private static readonly Dictionary<string, int> Waiting = new()
    {
        ["EinsumDense"] = 2,
        ["Permute"] = 1,
        ["RepeatVector"] = 1,
        ["ZeroPadding1D"] = 2,
        ["Cropping1D"] = 2,
        ["UpSampling1D"] = 2,
        ["ZeroPadding2D"] = 2,
        ["Cropping2D"] = 2,
        ["UpSampling2D"] = 2,
        ["ZeroPadding3D"] = 2,
        ["Cropping3D"] = 2,
        ["UpSampling3D"] = 1,
        ["Dot"] = 3,
        ["GroupNormalization"] = 5,
        ["RMSNormalization"] = 2,
        ["UnitNormalization"] = 2,
        ["Conv3D"] = 3,
        ["DepthwiseConv2D"] = 4,
        ["DepthwiseConv1D"] = 3,
        ["SeparableConv2D"] = 4,
        ["SeparableConv1D"] = 1,
        ["Conv2DTranspose"] = 6,
        ["Conv1DTranspose"] = 11,
        ["Conv3DTranspose"] = 1,
        ["MaxPooling1D"] = 4,
        ["AveragePooling1D"] = 6,
        ["MaxPooling3D"] = 4,
        ["GlobalMaxPooling3D"] = 2,
        ["AveragePooling3D"] = 2,
        ["GlobalAveragePooling3D"] = 2,
        ["AdaptiveAveragePooling2D"] = 1,
        ["AdaptiveMaxPooling2D"] = 1,
        ["AdaptiveAveragePooling1D"] = 1,
        ["Bidirectional"] = 27,
        ["RNN"] = 4,
        ["TimeDistributed"] = 2,
        ["ConvLSTM2D"] = 1,
        ["Attention"] = 8,
        ["AdditiveAttention"] = 5,
        ["GroupQueryAttention"] = 1,
        ["GaussianNoise"] = 1,
        ["GaussianDropout"] = 1,
        ["AlphaDropout"] = 1,
        ["SpatialDropout1D"] = 1,
        ["SpatialDropout2D"] = 1,
        ["ActivityRegularization"] = 1,
        ["Masking"] = 1,
        ["Identity"] = 1,
        ["Resizing"] = 2,
        ["CenterCrop"] = 1,
        ["ReversibleEmbedding"] = 1,
    };

    // Arguments that are refused.
    private static readonly (string Name, string Json)[] Arguments = [("stateful", "true")];

    /// <summary>Why a case of this layer is skipped; null if it runs.</summary>
    internal static string? ReasonToSkip(JsonElement layer)
    {
        if (ClassesIn(layer).FirstOrDefault(Waiting.ContainsKey) is { } missing)
        {
            return $"{missing} is not there yet.";
        }

        var config = layer.GetProperty("config");
        foreach (var (name, json) in Arguments)
        {
            if (config.TryGetProperty(name, out var value) && value.GetRawText() == json)
            {
                return $"{layer.GetProperty("class_name").GetString()} with {name}={json} is not there yet.";
            }
        }

        return null;
    }

    [SkippableFact]
    public void Lists_what_cases_wait_for_with_their_number()
    {
        Skip.If(Environment.GetEnvironmentVariable("LAMINA_GOLDEN") is { Length: > 0 }, "another folder has other cases.");
        var found = GoldenFolder.Find("layers.json").SelectMany(GoldenFolder.Cases)
            .Select(c => ClassesIn(c.Value.GetProperty("serialized")).FirstOrDefault(Waiting.ContainsKey))
            .Where(missing => missing is not null)
            .CountBy(missing => missing!)
            .ToDictionary();
        Assert.Equal(Waiting.OrderBy(pair => pair.Key), found.OrderBy(pair => pair.Key));
    }

    private static IEnumerable<string> ClassesIn(JsonElement node) => node.ValueKind switch
    {
        JsonValueKind.Object => node.EnumerateObject().SelectMany(member =>
            member.Name == "class_name" ? [member.Value.GetString()!] : ClassesIn(member.Value)),
        JsonValueKind.Array => node.EnumerateArray().SelectMany(ClassesIn),
        _ => [],
    };
}
