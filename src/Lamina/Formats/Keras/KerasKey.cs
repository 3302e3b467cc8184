using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras;

/// <summary>One argument in a configuration: how Keras calls it, and what it is here.</summary>
/// <param name="Name">Keras's name, such as <c>beta_1</c>.</param>
internal sealed partial record KerasKey(string Name)
{
    private Func<JsonNode?, JsonNode?> Reading { get; init; } = static value => value;

    private Func<JsonNode?, JsonNode?> Writing { get; init; } = static value => value;

    /// <summary>The record's property in snake case; null where Lamina has none.</summary>
    public string? Property { get; private init; } = Name;

    /// <summary>Whether Keras leaves it out where it is null.</summary>
    public bool IsOmittedWhenNull { get; init; }

    /// <summary>An argument whose property has the same name.</summary>
    public static implicit operator KerasKey(string name) => new(name);

    /// <summary>An argument whose property has another name.</summary>
    public static KerasKey Named(string name, string property) => new(name) { Property = property };

    /// <summary>An argument that Keras writes only where it is given.</summary>
    public static KerasKey Optional(string name) => new(name) { IsOmittedWhenNull = true };

    /// <summary>An argument that is left out where it has its default, as Keras never writes it.</summary>
    public static KerasKey Default(string name, string json) => new(name)
    {
        IsOmittedWhenNull = true,
        Writing = value => JsonNode.DeepEquals(value, JsonNode.Parse(json)) ? null : value,
    };

    /// <summary>An argument that Lamina has only with one value, Keras's default; others are refused.</summary>
    public static KerasKey Fixed(string name, string json = "null")
    {
        return new(name) { Property = null, Reading = Only, Writing = _ => JsonNode.Parse(json) };

        JsonNode? Only(JsonNode? value) => JsonNode.DeepEquals(value, JsonNode.Parse(json))
            ? null
            : throw new LaminaFormatException(
                $"the argument '{name}' is {PythonJson.Write(value)}; Lamina has it only as {json} so far.");
    }

    /// <summary>An argument that Lamina does not have, and that Keras writes only where it is set.</summary>
    /// <param name="name">Keras's name of the argument.</param>
    /// <param name="reason">Why not, as a clause.</param>
    public static KerasKey Without(string name, string reason)
    {
        return new(name) { Property = null, IsOmittedWhenNull = true, Reading = Refuse, Writing = static _ => null };

        JsonNode? Refuse(JsonNode? value) => value is null
            ? null
            : throw new LaminaFormatException($"the argument '{name}' is {PythonJson.Write(value)}; {reason}.");
    }

    /// <summary>An argument that is read over and not written.</summary>
    public static KerasKey Forgotten(string name) =>
        new(name) { Property = null, IsOmittedWhenNull = true, Writing = static _ => null };

    /// <summary>An argument without a meaning here: written with Keras's default, and not read.</summary>
    public static KerasKey Unused(string name, string json) =>
        new(name) { Property = null, Writing = _ => JsonNode.Parse(json) };

    /// <summary>The dtype policy of a layer: float32 or float64, the type of its weights and results.</summary>
    public static KerasKey Policy { get; } = new("dtype")
    {
        Property = "precision",
        Reading = PrecisionOf,
        Writing = static precision => PolicyOf(precision?.GetValue<string>() ?? "float32"),
    };

    /// <summary>The dtype policy of a layer that Keras writes as a name alone.</summary>
    public static KerasKey PolicyName { get; } = Policy with
    {
        Writing = static precision => JsonValue.Create(precision?.GetValue<string>() ?? "float32"),
    };

    /// <summary>A dtype that is int32 for whole numbers of any size, and float32 for others; int32 when null.</summary>
    public static KerasKey Number(string name, string property) =>
        new(name) { Property = property, Reading = IntegerOrFloat };

    /// <summary>A number that Keras keeps in float32: 0.001 is 0.0010000000474974513.</summary>
    public static KerasKey Single(string name, string? property = null) =>
        new(name) { Property = property ?? name, Reading = Shortened, Writing = Rounded };

    /// <summary>A learning rate: a number kept in float32, or a schedule, for which the record has a property of its own.</summary>
    public static IReadOnlyList<KerasKey> Rate(string name, string schedule) =>
    [
        Single(name) with { Reading = static value => value is JsonObject ? JsonValue.Create(0.0) : Shortened(value) },
        new(name)
        {
            Property = schedule,
            IsOmittedWhenNull = true,
            Reading = static value => value as JsonObject,
        },
    ];

    /// <summary>A number, or numbers, that Keras has as integers where they are whole.</summary>
    public static KerasKey Whole(string name) => new(name) { Writing = Unpointed };

    /// <summary>Where the channels stand: last when null, which is Keras's own setting.</summary>
    public static KerasKey ChannelOrder { get; } = new("data_format")
    {
        Reading = static value => value ?? JsonValue.Create("channels_last"),
    };

    /// <summary>Axes, of which Keras writes a single one as a number.</summary>
    public static KerasKey OneOrMore(string name) => new(name)
    {
        Writing = static value => value is JsonArray { Count: 1 } single ? single[0] : value,
    };

    /// <summary>An object of a class that is part of the record.</summary>
    /// <param name="name">Keras's name of the argument.</param>
    /// <param name="module">Keras's module of the class.</param>
    /// <param name="className">Keras's name of the class.</param>
    /// <param name="keys">The arguments of the class.</param>
    public static KerasKey Part(string name, string module, string className, params KerasKey[] keys)
    {
        return new(name)
        {
            Reading = Unwrapped,
            Writing = value => new JsonObject
            {
                ["module"] = module,
                ["class_name"] = className,
                ["config"] = new JsonObject(
                    keys.Select(key => KeyValuePair.Create(key.Name, key.Write(value![key.Property!])))),
                ["registered_name"] = null,
            },
        };

        JsonNode? Unwrapped(JsonNode? value) => value is JsonObject whole && whole["config"] is JsonObject config
            ? new JsonObject(keys.Select(key => KeyValuePair.Create(key.Property!, key.Read(config[key.Name]))))
            : throw new LaminaFormatException(
                $"the argument '{name}' is an object of {module}.{className}; it is {PythonJson.Write(value)}.");
    }

    /// <summary>A dictionary, which holds only what is given, for an object with a property for each.</summary>
    public static KerasKey Given(string name, params (string Name, string Property)[] members)
    {
        return new(name)
        {
            Reading = value => value is JsonObject given ? Read(given) : value,
            Writing = value => value is JsonObject record
                ? new JsonObject(members.Where(member => record[member.Property] is not null)
                    .Select(member => KeyValuePair.Create(member.Name, record[member.Property]?.DeepClone())))
                : null,
        };

        JsonObject Read(JsonObject given) => given.FirstOrDefault(item => members.All(member => member.Name != item.Key)) is { Key: { } odd }
            ? throw new LaminaFormatException(
                $"the argument '{name}' has '{odd}'; it knows {string.Join(", ", members.Select(member => member.Name))}.")
            : new JsonObject(members.Select(member => KeyValuePair.Create(member.Property, given[member.Name]?.DeepClone())));
    }

    /// <summary>The shape of one sample, in which −1 is what remains.</summary>
    public static KerasKey Target(string name) => new(name)
    {
        Writing = static value => new JsonArray(
            [.. value!.AsArray().Select(axis => JsonValue.Create(axis?.GetValue<int>() ?? -1))]),
    };

    /// <summary>A list, for which a single item may stand; with <paramref name="orEmpty"/>, null is an empty one.</summary>
    public static KerasKey List(string name, bool orEmpty = false) => new(name)
    {
        Reading = static value => value is JsonValue ? new JsonArray(value.DeepClone()) : value,
        Writing = value => value is null && orEmpty ? new JsonArray() : value,
    };

    /// <summary>What the record reads of Keras's value.</summary>
    /// <exception cref="LaminaFormatException">Lamina has no such value.</exception>
    public JsonNode? Read(JsonNode? value) => Reading(value)?.DeepClone();

    /// <summary>What Keras reads of the record's value.</summary>
    public JsonNode? Write(JsonNode? value) => Writing(value)?.DeepClone();

    /// <summary>Keras's object for a dtype policy.</summary>
    public static JsonObject PolicyOf(string dtype) => new()
    {
        ["module"] = "keras",
        ["class_name"] = "DTypePolicy",
        ["config"] = new JsonObject { ["name"] = dtype },
        ["registered_name"] = null,
    };

    // Float32 is what a layer has unless its inputs say otherwise.
    private static JsonNode? PrecisionOf(JsonNode? value)
    {
        // A policy without a name is one of another class.
        var name = value is JsonObject policy ? policy["config"]?["name"] ?? policy : value;
        return name is null ? null : (name.GetValueKind() == JsonValueKind.String ? name.GetValue<string>() : "") switch
        {
            "float32" => null,
            "float64" => name,
            _ => throw new LaminaFormatException(
                $"the dtype policy is {PythonJson.Write(name)}; Lamina has layers of float32 and of float64."
                + "\n  hint: in Keras, save the model as it was before it was quantized."),
        };
    }

    private static JsonValue IntegerOrFloat(JsonNode? value)
    {
        var name = (value is JsonObject policy ? policy["config"]?["name"] : value)?.ToString() ?? "int32";
        return JsonValue.Create(name.Contains("float", StringComparison.Ordinal) ? "float32" : "int32");
    }

    private static JsonValue? Rounded(JsonNode? value) =>
        value is null ? null : JsonValue.Create((double)(float)value.GetValue<double>());

    // 0.0010000000474974513 was written as 0.001: the shortest number that float32 rounds alike.
    private static JsonNode? Shortened(JsonNode? value) =>
        value is JsonValue number && number.TryGetValue(out double exact) && (float)exact == exact
            ? JsonValue.Create(double.Parse(
                ((float)exact).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
            : value;

    private static JsonNode? Unpointed(JsonNode? value) => value switch
    {
        JsonArray items => new JsonArray([.. items.Select(item => Unpointed(item)?.DeepClone())]),
        JsonValue number when number.TryGetValue(out double exact) && double.IsInteger(exact) => JsonValue.Create((long)exact),
        _ => value,
    };
}
