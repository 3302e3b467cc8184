using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>What becomes of one argument of an old configuration.</summary>
/// <param name="Name">The argument as it was called then.</param>
/// <param name="Apply">Changes the configuration, which is a copy.</param>
internal sealed record LegacyArgument(string Name, Action<JsonObject, LegacyScope> Apply)
{
    /// <summary>An argument that has another name today.</summary>
    public static LegacyArgument Renamed(string name, string now) => Converted(name, now, static (value, _) => value);

    /// <summary>An argument that has another name and another form today.</summary>
    public static LegacyArgument Converted(string name, string now, Func<JsonNode?, LegacyScope, JsonNode?> convert) =>
        new(name, (config, scope) =>
        {
            if (Take(config, name, out var value) && (value is not null || !config.ContainsKey(now)))
            {
                config[now] = convert(value, scope)?.DeepClone();
            }
        });

    /// <summary>An argument that says one of several words today.</summary>
    public static LegacyArgument Worded(string name, string now, params (string Old, string Now)[] words)
    {
        return Converted(name, now, Translated);

        JsonNode? Translated(JsonNode? value, LegacyScope scope) => value is null ? null
            : words.FirstOrDefault(word => word.Old == KerasObject.TextOf(value)).Now is { } word ? JsonValue.Create(word)
            : throw scope.Refuse(name, value, $"Lamina knows {string.Join(", ", words.Select(pair => $"'{pair.Old}'"))}");
    }

    /// <summary>An argument that Keras no longer has, with the values at which leaving it out changes nothing.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="harmless">These values as JSON; any value where none is given.</param>
    public static LegacyArgument Dropped(string name, params string[] harmless) => new(name, (config, scope) =>
    {
        if (Take(config, name, out var value) && harmless.Length > 0
            && !harmless.Any(text => JsonNode.DeepEquals(value, JsonNode.Parse(text))))
        {
            throw scope.Refuse(name, value, $"Keras no longer has it, and Lamina has it only as {string.Join(" or ", harmless)}");
        }
    });

    /// <summary>An argument that only training knows and that Keras no longer has: it is told where it is set.</summary>
    public static LegacyArgument Trained(string name, params string[] unset) => new(name, (config, scope) =>
    {
        if (Take(config, name, out var value) && !unset.Any(text => JsonNode.DeepEquals(value, JsonNode.Parse(text))))
        {
            scope.Note($"the argument '{name}' ({PythonJson.Write(value)}) is left out: Keras no longer has it, and only training differs.");
        }
    });

    /// <summary>An argument whose absence meant another value then.</summary>
    /// <param name="name">The argument.</param>
    /// <param name="json">The value of that time.</param>
    /// <param name="applies">Whether a Keras of some age was of that time.</param>
    public static LegacyArgument Absent(string name, string json, Func<KerasAge, bool> applies) => new(name, (config, scope) =>
    {
        if (!config.ContainsKey(name) && applies(scope.Age))
        {
            config[name] = JsonNode.Parse(json);
        }
    });

    /// <summary>Several arguments that are one list today.</summary>
    public static LegacyArgument Joined(string now, params string[] names) => new(names[0], (config, _) =>
    {
        if (names.All(config.ContainsKey))
        {
            var items = new JsonArray([.. names.Select(name => config[name]?.DeepClone())]);
            foreach (var name in names)
            {
                config.Remove(name);
            }

            config[now] = items;
        }
    });

    /// <summary>A list of one axis, which is the axis alone today.</summary>
    public static LegacyArgument Single(string name) =>
        Converted(name, name, static (value, _) => value is JsonArray { Count: 1 } list ? list[0] : value);

    /// <summary>Takes an argument out of a configuration.</summary>
    public static bool Take(JsonObject config, string name, out JsonNode? value)
    {
        var isThere = config.TryGetPropertyValue(name, out value);
        if (isThere)
        {
            config.Remove(name);
        }

        return isThere;
    }

    /// <summary>Whether a value is a number, and which; of a text or of one's own making.</summary>
    public static bool IsNumber(JsonNode? value, out double number)
    {
        number = 0;
        return value?.GetValueKind() == JsonValueKind.Number
            && double.TryParse(value.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }
}
