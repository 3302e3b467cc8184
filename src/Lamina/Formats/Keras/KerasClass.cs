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

    private JsonTypeInfo TypeInfo => field ??= KerasJson.Options.GetTypeInfo(Type);

    /// <summary>A row; the class name is the record's unless it is given.</summary>
    public static KerasClass Of<T>(string module, string? name = null) => new(module, name ?? typeof(T).Name, typeof(T));

    /// <summary>The object with a configuration; what the configuration leaves out has Keras's default.</summary>
    /// <exception cref="KerasFormatException">An argument is unknown, missing or of the wrong kind.</exception>
    public object Read(JsonObject config)
    {
        var known = TypeInfo.Properties.Select(property => property.Name).ToArray();
        var given = new JsonObject();
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
