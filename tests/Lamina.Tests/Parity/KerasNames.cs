using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Tests.Parity;

/// <summary>The public names of Keras 3.16, with their parameters, as Keras itself listed them.</summary>
internal static class KerasNames
{
    private static readonly JsonObject Modules = Load();

    /// <summary>The names of a module such as <c>optimizers.schedules</c>.</summary>
    public static IEnumerable<KerasName> Of(string module) => Modules[module]!.AsArray().Select(node => KerasName.Parse(module, node!));

    private static JsonObject Load()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Parity", "keras_names.json");
        return JsonNode.Parse(File.ReadAllText(path))!["names"]!.AsObject();
    }
}

/// <summary>A public name of Keras.</summary>
/// <param name="Module">Its module, without <c>keras.</c>.</param>
/// <param name="Name">The name.</param>
/// <param name="IsClass">Whether it is a class.</param>
/// <param name="Aliases">Its other names.</param>
/// <param name="Parameters">Its parameters but for <c>self</c>, in order.</param>
internal sealed record KerasName(
    string Module, string Name, bool IsClass, IReadOnlyList<string> Aliases, IReadOnlyList<KerasParameter> Parameters)
{
    public static KerasName Parse(string module, JsonNode node) => new(
        module,
        node["name"]!.GetValue<string>(),
        node["kind"]!.GetValue<string>() == "class",
        [.. node["aliases"]!.AsArray().Select(alias => alias!.GetValue<string>())],
        [.. node["params"]!.AsArray().Select(parameter => KerasParameter.Parse(parameter!.AsObject()))]);
}

/// <summary>A parameter of a Keras function or constructor.</summary>
/// <param name="Name">Its name; <c>*args</c> and <c>**kwargs</c> with their stars.</param>
/// <param name="HasDefault">Whether it may be left out.</param>
/// <param name="Default">What it then is.</param>
internal sealed record KerasParameter(string Name, bool HasDefault, JsonNode? Default)
{
    public static KerasParameter Parse(JsonObject node) => new(
        node["name"]!.GetValue<string>(), node.ContainsKey("default"), node["default"]);

    // What Keras takes for null, and other names of the same.
    private static readonly Dictionary<string, string?> Meanings = new()
    {
        ["channels_last"] = null,
        ["linear"] = null,
        ["uniform"] = "RandomUniform",
    };

    /// <summary>Whether Keras's default and another value mean the same: numbers by value, names in any spelling, one number for
    /// several equal ones or for a range from 0.</summary>
    public static bool AreAlike(JsonNode? a, JsonNode? b) => (Meaning(a), Meaning(b)) switch
    {
        (null, null) => true,
        (JsonValue x, JsonArray { Count: 2 } y) when y[0]?.ToString() is "0" or "0.0" && AreAlike(x, y[1]) => true,
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => AreAlike(pair.First, pair.Second)),
        (JsonArray { Count: > 0 } x, JsonValue y) => x.All(item => AreAlike(item, y)),
        (JsonValue x, JsonArray { Count: > 0 } y) => y.All(item => AreAlike(x, item)),
        (JsonObject x, JsonValue) => AreAlike(x["class_name"], b),
        (JsonValue, JsonObject y) => AreAlike(a, y["class_name"]),
        (JsonValue x, JsonValue y) => NumberOf(x) is { } p && NumberOf(y) is { } q
            ? Math.Abs(p - q) <= 1e-7 * Math.Abs(q)
            : Spelling(x) == Spelling(y),
        _ => false,
    };

    private static JsonNode? Meaning(JsonNode? value) =>
        value is JsonValue text && Meanings.TryGetValue(text.ToString(), out var meaning) ? meaning : value;

    private static double? NumberOf(JsonValue value) => value.GetValueKind() == JsonValueKind.Number
        ? double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture)
        : null;

    private static string Spelling(JsonValue value) => value.ToString().Replace("_", "", StringComparison.Ordinal).ToUpperInvariant();
}
