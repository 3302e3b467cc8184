using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras;

namespace Lamina.Golden.Tests.Running;

/// <summary>One case of a golden file: named tensors, numbers and configurations.</summary>
internal sealed class GoldenCase(JsonElement json)
{
    public static GoldenCase Load(string file, string id) => new(GoldenFolder.Cases(file)[id]);

    /// <summary>The object that the case describes, made as a saved model's objects are.</summary>
    public object Build(string module, string nameKey, string configKey) => KerasObject.Read(
        module, json.GetProperty(nameKey).GetString()!, JsonObject.Create(json.GetProperty(configKey)));

    /// <summary>The object that a member of the case describes, made as a saved model's objects are.</summary>
    public object Build(string key, string module) => KerasObject.Read(JsonObject.Create(json.GetProperty(key))!, module);

    /// <summary>What the case holds under a name; null where it is absent or null.</summary>
    public JsonElement? this[string key] =>
        json.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>The items of a list, or of a list of lists, which may be tensors or null.</summary>
    public static GoldenTensor?[] Tensors(JsonElement list) =>
        [.. list.EnumerateArray().Select(item => item.ValueKind == JsonValueKind.Object ? GoldenTensor.Parse(item) : null)];

    /// <summary>A tensor of the case; null where it is absent or null.</summary>
    public GoldenTensor? Tensor(string key) =>
        json.TryGetProperty(key, out var value) && value.ValueKind == JsonValueKind.Object
            ? GoldenTensor.Parse(value)
            : null;

    /// <summary>The case's own tolerance, or else the suggested one.</summary>
    public Tolerance Tolerance(Tolerance suggested) => new(
        json.TryGetProperty("rtol", out var relative) ? relative.GetDouble() : suggested.Relative,
        json.TryGetProperty("atol", out var absolute) ? absolute.GetDouble() : suggested.Absolute);

    /// <summary>A text of the case; null where it is absent or null.</summary>
    public string? Text(string key) => json.TryGetProperty(key, out var value) ? value.GetString() : null;

    /// <summary>The cases within the case, such as its updates; none where it has none.</summary>
    public IReadOnlyList<GoldenCase> Items(string key) =>
        json.TryGetProperty(key, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(item => new GoldenCase(item))]
            : [];

    /// <summary>The tensors in a list; none where the case has none.</summary>
    public IReadOnlyList<GoldenTensor?> Tensors(string key) =>
        json.TryGetProperty(key, out var items) && items.ValueKind == JsonValueKind.Array
            ? [.. items.EnumerateArray().Select(item =>
                item.ValueKind == JsonValueKind.Object ? GoldenTensor.Parse(item) : null)]
            : [];
}
