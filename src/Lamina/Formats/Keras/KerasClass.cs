using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>One row of the registry: a class of Keras and the record that stands for it here.</summary>
/// <param name="module">Keras's public module, such as <c>keras.losses</c>.</param>
/// <param name="defaults">The record with Keras's defaults; arguments without a default have any value.</param>
/// <param name="name">Keras's class name; the record's when null.</param>
internal sealed class KerasClass(string module, object defaults, string? name = null)
{
    // What any Keras configuration may hold, and nothing here depends on.
    private static readonly string[] Ignored = ["dtype", "name"];

    public string Module => module;

    /// <summary>The record with Keras's defaults.</summary>
    public object Defaults => defaults;

    public string Name { get; } = name ?? defaults.GetType().Name;

    /// <summary>Other names that Keras knows the class by.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public Type Type { get; } = defaults.GetType();

    /// <summary>The arguments in Keras's order; where none are given, they are the record's properties.</summary>
    public IReadOnlyList<KerasKey> Keys
    {
        get => field.Count > 0 ? field : field = [.. Record(defaults).Select(property => new KerasKey(property.Key))];
        init;
    } = [];

    /// <summary>What is made of the record, such as a layer of its config; the record itself by default.</summary>
    public Func<object, object> Make { get; init; } = static record => record;

    /// <summary>Whether Keras builds the layer, and how it says for which shapes.</summary>
    public BuildForm BuildForm { get; init; }

    /// <summary>How Keras writes a call of the layer.</summary>
    public CallForm CallForm { get; init; } = CallForm.Plain;

    /// <summary>What Keras notes as the registered name; null for public classes.</summary>
    public string? RegisteredName { get; init; }

    /// <summary>What describes the record; Lamina's own by default.</summary>
    public JsonSerializerOptions? Options { get; init; }

    private JsonTypeInfo TypeInfo => field ??= (Options ?? KerasJson.Options).GetTypeInfo(Type);

    /// <summary>The object with a configuration; what the configuration leaves out has Keras's default.</summary>
    /// <exception cref="LaminaFormatException">An argument is unknown, missing or of the wrong kind.</exception>
    public object Read(JsonObject config) => Read(config, Make);

    /// <summary>The record of a configuration, without what is made of it.</summary>
    /// <exception cref="LaminaFormatException">As for <see cref="Read(JsonObject)"/>.</exception>
    public object ReadRecord(JsonObject config) => Read(config, static record => record);

    private object Read(JsonObject config, Func<object, object> make)
    {
        // Records are made whole: what is not given must stand there too, or it would be null or 0.
        var properties = Record(defaults);
        Check(config);
        foreach (var key in Keys)
        {
            if (config.TryGetPropertyValue(key.Name, out var value))
            {
                ReadArgument(key, value, properties);
            }
        }

        try
        {
            return make(properties.Deserialize(TypeInfo)!);
        }
        catch (Exception error) when (
            error is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw Refusal(config, error);
        }
    }

    /// <summary>The configuration of an object.</summary>
    public JsonObject Write(object value)
    {
        var properties = Record(value);
        var config = new JsonObject();
        foreach (var key in Keys)
        {
            var written = key.Write(key.Property is null ? null : properties[key.Property]);
            if (written is not null || !key.IsOmittedWhenNull)
            {
                config[key.Name] = written;
            }
        }

        return config;
    }

    private JsonObject Record(object value) => JsonSerializer.SerializeToNode(value, TypeInfo)!.AsObject();

    private void ReadArgument(KerasKey key, JsonNode? value, JsonObject properties)
    {
        try
        {
            var read = key.Read(value);
            if (key.Property is { } property)
            {
                properties[property] = read;
            }
        }
        catch (LaminaFormatException e)
        {
            throw new LaminaFormatException($"{Name}: {e.Message}", e);
        }
    }

    private void Check(JsonObject config)
    {
        string[] known = [.. Keys.Select(key => key.Name)];
        if (config.Select(given => given.Key).Except(known).Except(Ignored).FirstOrDefault() is { } unknown)
        {
            throw new LaminaFormatException($"{Name} has no argument '{unknown}'"
                + (Suggestion.Nearest(unknown, known) is { } near ? $"; did you mean '{near}'?" : ".")
                + $"\n  arguments: {string.Join(", ", known)}");
        }

        var required = TypeInfo.Properties
            .Where(property => property.IsRequired || property.AssociatedParameter is { HasDefaultValue: false, IsMemberInitializer: false })
            .Select(property => property.Name);
        if (Keys.FirstOrDefault(key => required.Contains(key.Property) && !config.ContainsKey(key.Name)) is { } missing)
        {
            throw new LaminaFormatException($"{Name} needs the argument '{missing.Name}'.");
        }
    }

    private LaminaFormatException Refusal(JsonObject config, Exception error)
    {
        var property = (error as JsonException)?.Path?.TrimStart('$', '.') ?? "";
        var key = Keys.FirstOrDefault(key => key.Property == property)?.Name ?? property;
        var what = config.TryGetPropertyValue(key, out var value)
            ? $"{Name} cannot take {PythonJson.Write(value)} as '{key}'."
            : $"{Name} cannot be made of {PythonJson.Write(config)}.";

        // The serializer's own words are about types of .NET, and say no more.
        var isOurs = !error.Message.Contains(Type.Namespace!, StringComparison.Ordinal);
        return new LaminaFormatException(isOurs ? $"{what}\n  {error.Message}" : what, error);
    }
}
