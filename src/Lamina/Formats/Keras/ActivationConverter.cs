using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Activations by name; with arguments of their own as an object, and as a registered function where Keras does not
/// have them.</summary>
internal sealed class ActivationConverter : JsonConverter<Activation>
{
    // What stands before the name of a function that is registered, and not Keras's own.
    private const string Package = "lamina>";

    public override bool CanConvert(Type typeToConvert) => typeToConvert == typeof(Activation);

    public override bool HandleNull => true;

    public override Activation Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonNode.Parse(ref reader) switch
        {
            null => Activation.Linear,
            JsonValue name => Named(name.GetValue<string>()),
            JsonObject function when KerasObject.TextOf(function["class_name"]) == "function" =>
                Named(KerasObject.FunctionOf(function) ?? throw new JsonException("Its function has no name.")),
            var node => KerasObject.Read(node, KerasModule.Activations) as Activation
                ?? throw new JsonException($"It belongs to {KerasModule.Activations}."),
        };

    public override void Write(Utf8JsonWriter writer, Activation value, JsonSerializerOptions options)
    {
        if (value is Keras2HardSigmoidActivation)
        {
            new JsonObject
            {
                ["module"] = "builtins",
                ["class_name"] = "function",
                ["config"] = Package + value.Name,
                ["registered_name"] = Package + value.Name,
            }.WriteTo(writer);
        }
        else if (CustomObjects.FunctionOf(value) is { } function)
        {
            function.Write().WriteTo(writer);
        }
        else if (Activation.IsDefault(value))
        {
            writer.WriteStringValue(value.Name);
        }
        else
        {
            KerasObject.Write(value).WriteTo(writer);
        }
    }

    private static Activation Named(string name)
    {
        if (CustomObjects.Function<Activation>(name) is { } own)
        {
            return own;
        }

        try
        {
            return Activation.Get(name.StartsWith(Package, StringComparison.Ordinal) ? name[Package.Length..] : name);
        }
        catch (ArgumentException e)
        {
            throw new JsonException(
                $"{e.Message}\n  hint: one of your own is registered in code, and given as customObjects: new CustomObjects().AddActivation(\"{name}\", x => ..)", e);
        }
    }
}
