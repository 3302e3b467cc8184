using System.Text.Json;
using Lamina.Golden.Tests.Running;

namespace Lamina.Golden.Tests;

/// <summary>What cases of layers need and Lamina has not yet: the one place that lists it.</summary>
public sealed class NotYetThere
{
    // Classes, and how many cases of the project's own golden files wait for each.
    private static readonly Dictionary<string, int> Waiting = new()
    {
        ["ReversibleEmbedding"] = 1,
    };

    /// <summary>Why a case of this layer is skipped; null if it runs.</summary>
    internal static string? ReasonToSkip(JsonElement layer) =>
        ClassesIn(layer).FirstOrDefault(Waiting.ContainsKey) is { } missing ? $"{missing} is not there yet." : null;

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
