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

    public Type Type { get; } = defaults.GetType();

    private JsonTypeInfo TypeInfo => field ??= KerasJson.Options.GetTypeInfo(Type);

    /// <summary>The object with a configuration; what the configuration leaves out has Keras's default.</summary>
    /// <exception cref="KerasFormatException">An argument is unknown, missing or of the wrong kind.</exception>
    public object Read(JsonObject config)
    {
        // Records are made whole: what is not given must stand there too, or it would be null or 0.
        var arguments = Write(defaults);
        Check(config, [.. arguments.Select(argument => argument.Key)]);
        foreach (var (key, value) in config)
        {
            if (arguments.ContainsKey(key))
            {
                arguments[key] = value?.DeepClone();
            }
        }

        try
        {
            return arguments.Deserialize(TypeInfo)!;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or InvalidOperationException)
        {
            throw Refusal(config, error);
        }
    }

    /// <summary>The configuration of an object.</summary>
    public JsonObject Write(object value) => JsonSerializer.SerializeToNode(value, TypeInfo)!.AsObject();

    private void Check(JsonObject config, string[] known)
    {
        if (config.Select(given => given.Key).Except(known).Except(Ignored).FirstOrDefault() is { } unknown)
        {
            throw new KerasFormatException($"{Name} has no argument '{unknown}'"
                + (Suggestion.Nearest(unknown, known) is { } near ? $"; did you mean '{near}'?" : ".")
                + $"\n  arguments: {string.Join(", ", known)}");
        }

        var required = TypeInfo.Properties.Where(property => property.IsRequired).Select(property => property.Name);
        if (required.FirstOrDefault(name => !config.ContainsKey(name)) is { } missing)
        {
            throw new KerasFormatException($"{Name} needs the argument '{missing}'.");
        }
    }

    private KerasFormatException Refusal(JsonObject config, Exception error)
    {
        var key = (error as JsonException)?.Path?.TrimStart('$', '.') ?? "";
        var what = config.TryGetPropertyValue(key, out var value)
            ? $"{Name} cannot take {PythonJson.Write(value)} as '{key}'."
            : $"{Name} cannot be made of {PythonJson.Write(config)}.";

        // The serializer's own words are about types of .NET, and say no more.
        var isOurs = !error.Message.Contains(Type.Namespace!, StringComparison.Ordinal);
        return new KerasFormatException(isOurs ? $"{what}\n  {error.Message}" : what, error);
    }
}
