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
        if (KerasObject.TextOf(node?["class_name"]) == "__lambda__")
        {
            throw new JsonException(
                "Its function is Python code in the file, which only Python can run. Give the function a name in Keras"
                + " (register_keras_serializable), save again, and say what the name stands for by LambdaFunction.Define.");
        }

        var name = KerasObject.FunctionOf(node)
            ?? throw new JsonException("Its function has no name.");
        return LambdaFunction.Find(name) ?? throw new JsonException(
            $"Nothing is known by the name '{name}'. Say what it stands for: using (LambdaFunction.Define(function)) {{ .. }}.");
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
