using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Functions of layers by their names, as Keras writes registered ones; what a name stands for is said in
/// code.</summary>
internal sealed class LambdaFunctionConverter : JsonConverter<LambdaFunction>
{
    public override LambdaFunction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var node = JsonNode.Parse(ref reader);
        var isCode = KerasObject.TextOf((node as JsonObject)?["class_name"]) == "__lambda__";
        var name = isCode ? KerasObject.TextOf((node!["config"] as JsonObject)?["layer"]) : KerasObject.FunctionOf(node);
        if (name is not null && (CustomObjects.Lambda(name) ?? LambdaFunction.Find(name)) is { } function)
        {
            return function;
        }

        if (isCode)
        {
            throw new JsonException(
                "Its function is Python code in the file, which only Python can run."
                + $"\n  hint: say what the layer computes: new CustomObjects().AddLambda(\"{name ?? "name"}\", x => ..), and give it as customObjects.");
        }

        throw new JsonException(name is null ? "Its function has no name." :
            $"Nothing is known by the name '{name}'."
            + $"\n  hint: say what it stands for: new CustomObjects().AddLambda(\"{name}\", x => ..), and give it as customObjects.");
    }

    public override void Write(Utf8JsonWriter writer, LambdaFunction value, JsonSerializerOptions options)
    {
        var name = value.Name ?? throw new NotSupportedException(
            "The function of a Lambda has no name, so it cannot be saved: new Lambda(function, \"name\").");
        new JsonObject
        {
            ["module"] = "builtins",
            ["class_name"] = "function",
            ["config"] = name,
            ["registered_name"] = name,
        }.WriteTo(writer);
    }
}
