using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>One row of the registry: a class of Keras and the record that stands for it here.</summary>
/// <param name="Module">Keras's public module, such as <c>keras.losses</c>.</param>
/// <param name="Name">Keras's class name, such as <c>Huber</c>.</param>
/// <param name="Type">The record.</param>
internal sealed record KerasClass(string Module, string Name, Type Type)
{
    // What any Keras configuration may hold, and nothing here depends on.
    private static readonly string[] Ignored = ["dtype", "name"];

    /// <summary>The arguments in Keras's order; where none are given, they are the record's properties.</summary>
    public IReadOnlyList<KerasKey> Keys
    {
        get => field.Count > 0 ? field : field = [.. TypeInfo.Properties.Select(property => new KerasKey(property.Name))];
        init;
    } = [];

    /// <summary>A record with Keras's defaults, for what a configuration leaves out.</summary>
    public object? Prototype { get; init; }

    /// <summary>What is made of the record, such as a layer of its config; the record itself by default.</summary>
    public Func<object, object> Make { get; init; } = static record => record;

    /// <summary>Whether Keras builds the layer, and says for which shape.</summary>
    public bool HasBuildConfig { get; init; }

    private JsonTypeInfo TypeInfo => field ??= KerasJson.Options.GetTypeInfo(Type);

    private JsonObject? Defaults => field ??= Prototype is null ? null : Record(Prototype);

    /// <summary>A row; the class name is the record's unless it is given.</summary>
    public static KerasClass Of<T>(string module, string? name = null) => new(module, name ?? typeof(T).Name, typeof(T));

    /// <summary>A row of a record whose arguments Keras names in another way or order.</summary>
    public static KerasClass Of<T>(string module, T prototype, string? name, params ReadOnlySpan<KerasKey> keys)
        where T : notnull =>
        new(module, name ?? typeof(T).Name, typeof(T)) { Prototype = prototype, Keys = [.. keys] };

    /// <summary>The object with a configuration; what the configuration leaves out has Keras's default.</summary>
    /// <exception cref="LaminaFormatException">An argument is unknown, missing or of the wrong kind.</exception>
    public object Read(JsonObject config)
    {
        var given = new JsonObject();
        foreach (var (name, value) in config)
        {
            if (Keys.FirstOrDefault(key => key.Name == name) is not { } key)
            {
                if (Ignored.Contains(name))
                {
                    continue;
                }

                throw Unknown(name);
            }

            try
            {
                var read = key.Read(value);
                if (key.Property is { } property)
                {
                    given[property] = read;
                }
            }
            catch (LaminaFormatException e)
            {
                throw new LaminaFormatException($"{Name}: {e.Message}", e);
            }
        }

        AddDefaults(given);
        try
        {
            return Make(given.Deserialize(TypeInfo)!);
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException or FormatException)
        {
            throw new LaminaFormatException($"{Name} cannot be made of {PythonJson.Write(config)}: {error.Message}", error);
        }
    }

    /// <summary>The configuration of an object.</summary>
    public JsonObject Write(object value)
    {
        var record = Record(value);
        var config = new JsonObject();
        foreach (var key in Keys)
        {
            var written = key.Write(key.Property is null ? null : record[key.Property]);
            if (written is not null || !key.IsOmittedWhenNull)
            {
                config[key.Name] = written;
            }
        }

        return config;
    }

    private JsonObject Record(object value) => JsonSerializer.SerializeToNode(value, TypeInfo)!.AsObject();

    // Generated code forgets the defaults of init-only properties, so they are put in.
    private void AddDefaults(JsonObject given)
    {
        foreach (var (name, value) in Defaults ?? [])
        {
            if (!given.ContainsKey(name) && !TypeInfo.Properties.Any(property => property.Name == name && property.IsRequired))
            {
                given[name] = value?.DeepClone();
            }
        }
    }

    private LaminaFormatException Unknown(string name)
    {
        var known = Keys.Select(key => key.Name).ToArray();
        return new LaminaFormatException($"{Name} has no argument '{name}'"
            + (Suggestion.Nearest(name, known) is { } near ? $"; did you mean '{near}'?" : ".")
            + $"\n  arguments: {string.Join(", ", known)}");
    }
}
