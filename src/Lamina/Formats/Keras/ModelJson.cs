using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Keras.Legacy;
using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Models as the text of Keras's <c>config.json</c>.</summary>
internal static class ModelJson
{
    // A nested model takes five levels, so this is more than any model has and less than a stack.
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256, AllowDuplicateProperties = false };

    /// <summary>The text; without the optimizer, as Keras's own <c>to_json</c>.</summary>
    public static string Write(Model model)
    {
        var config = KerasObject.Write(model);
        config["compile_config"] = CompileConfig.Write(model, withOptimizer: false);
        return PythonJson.Write(config);
    }

    /// <summary>A text as JSON; nested no deeper than a model is.</summary>
    public static JsonNode? Parse(string text) => JsonNode.Parse(text, documentOptions: Options);

    /// <summary>The model of a text, with new weights.</summary>
    /// <param name="text">The text.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="compile">Whether to compile the model if the text says how.</param>
    public static Model Read(string text, string name, bool compile) => Naming(name, () =>
    {
        var config = AsObject(Parse(text));
        var model = AwaitedWeights.While(() => KerasModel.Read(LegacyConfig.Translate(config)));
        if (compile)
        {
            Compile(config, model);
        }

        return model;
    });

    /// <summary>The model of a configuration, not compiled, whose weights wait for those of its file.</summary>
    /// <param name="name">What messages call it.</param>
    /// <param name="read">Gives the configuration.</param>
    public static Model Read(string name, Func<JsonNode?> read) =>
        Naming(name, () => AwaitedWeights.While(() => KerasModel.Read(AsObject(read()))));

    /// <summary>Compiles a model as a file says. Where Lamina cannot, the model stays as it is, for it predicts without, and
    /// the notes and whoever needs a compiled model say why.</summary>
    public static void TryCompile(Model model, List<string> notes, Func<JsonObject?> read)
    {
        try
        {
            CompileConfig.Apply(read(), model);
        }
        catch (Exception e) when (e is LaminaFormatException or ArgumentException or InvalidOperationException or NotSupportedException)
        {
            model.WhyNotCompiled = e.Message;
            notes.Add($"the model is not compiled, since Lamina does not know how: {e.Message}");
        }
    }

    private static JsonObject AsObject(JsonNode? node) =>
        node as JsonObject ?? throw new LaminaFormatException("a model is a JSON object.");

    private static Model Naming(string name, Func<Model> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (
            e is LaminaFormatException or JsonException or ArgumentException or InvalidOperationException)
        {
            throw new LaminaFormatException($"{name}: {e.Message}", e);
        }
    }

    private static void Compile(JsonObject config, Model model)
    {
        try
        {
            CompileConfig.Apply(
                config["compile_config"] is JsonObject compile ? LegacyConfig.TranslateTraining(compile) : null, model);
        }
        catch (LaminaFormatException e)
        {
            throw new LaminaFormatException(
                $"compile_config: {e.Message}\n  hint: with compile: false the model is read without it.", e);
        }
    }
}
