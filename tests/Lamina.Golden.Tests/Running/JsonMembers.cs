using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>Members of golden objects, where what is null is as good as absent.</summary>
internal static class JsonMembers
{
    extension(JsonElement json)
    {
        /// <summary>A member; null where it is absent or null.</summary>
        public JsonElement? Member(string key) =>
            json.ValueKind == JsonValueKind.Object && json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null
                ? value
                : null;

        /// <summary>A list of tensors, some of which may be null; empty where it is absent.</summary>
        public GoldenTensor?[] Tensors(string key) => json.Member(key) is { ValueKind: JsonValueKind.Array } list
            ? [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? GoldenTensor.Parse(item) : null)]
            : [];

        /// <summary>Tensors by name; empty where it is absent.</summary>
        public Dictionary<string, GoldenTensor?> TensorsByName(string key) => json.Member(key) is { } members
            ? members.EnumerateObject().ToDictionary(
                member => member.Name,
                member => member.Value.ValueKind == JsonValueKind.Object ? GoldenTensor.Parse(member.Value) : null)
            : [];
    }
}
