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

    public string Name { get; } = name ?? defaults.GetType().Name;

    public Type Type { get; } = defaults.GetType();

    private JsonTypeInfo TypeInfo => field ??= KerasJson.Options.GetTypeInfo(Type);

    /// <summary>The object with a configuration; what the configuration leaves out has Keras's default.</summary>
    /// <exception cref="KerasFormatException">An argument is unknown, missing or of the wrong kind.</exception>
    public object Read(JsonObject config)
    {
        var known = TypeInfo.Properties.Select(property => property.Name).ToArray();
        var given = Write(defaults);
        foreach (var required in TypeInfo.Properties.Where(property => property.IsRequired))
        {
            given.Remove(required.Name);
        }

        foreach (var (key, value) in config)
        {
            if (known.Contains(key))
            {
                given[key] = value?.DeepClone();
            }
            else if (!Ignored.Contains(key))
            {
                throw new KerasFormatException($"{Name} has no argument '{key}'"
                    + (Suggestion.Nearest(key, known) is { } near ? $"; did you mean '{near}'?" : ".")
                    + $"\n  arguments: {string.Join(", ", known)}");
            }
        }

        try
        {
            return given.Deserialize(TypeInfo)!;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new KerasFormatException($"{Name} cannot be made of {PythonJson.Write(config)}: {error.Message}", error);
        }
    }

    /// <summary>The configuration of an object.</summary>
    public JsonObject Write(object value) => JsonSerializer.SerializeToNode(value, TypeInfo)!.AsObject();
}
