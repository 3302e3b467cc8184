using System.Text.Json;
using System.Text.Json.Nodes;
using Lamina.Formats.Hdf5;
using Lamina.Formats.Keras.Legacy;

namespace Lamina.Formats.Keras;

/// <summary>A whole model in HDF5: the configuration in attributes of the root, the weights in <c>model_weights</c>.</summary>
internal static class LegacyModelFile
{
    private const string ModelConfig = "model_config";
    private const string TrainingConfig = "training_config";

    /// <summary>The model of a file.</summary>
    /// <exception cref="LaminaFormatException">The file is damaged, or holds no model.</exception>
    public static LoadedModel Read(string path, bool compile)
    {
        using var file = Hdf5File.Open(path);
        var root = file.Root;
        if (!root.Attributes.ContainsKey(ModelConfig))
        {
            throw new LaminaFormatException(
                $"{path}: an HDF5 file of a model has an attribute '{ModelConfig}'; this one has none, so it holds weights"
                + " only, or something else."
                + "\n  hint: build the model in code, and call model.LoadWeights(path).");
        }

        var dialect = WeightLoader.DialectOf(root.Find("model_weights") as Hdf5Group ?? root, root);
        var notes = new List<string>();
        var config = Json(root, ModelConfig, path);
        var model = ModelJson.Read(
            $"{path} › {ModelConfig}", () => LegacyConfig.Translate(config, dialect.Version, dialect.Backend, notes));
        if (compile && root.Attributes.ContainsKey(TrainingConfig))
        {
            ModelJson.TryCompile(
                model, notes,
                () => LegacyConfig.TranslateTraining(Json(root, TrainingConfig, path), dialect.Version, notes));
        }

        return new LoadedModel(model, WeightLoader.Load(model, root, path, WeightOptions.NewModel with { Notes = notes }));
    }

    private static JsonObject Json(Hdf5Object node, string attribute, string path)
    {
        try
        {
            return WeightLoader.TextOf(node, attribute) is { } text && ModelJson.Parse(text) is JsonObject config
                ? config
                : throw new LaminaFormatException(
                    $"{path} › {attribute}: the attribute is a JSON object; this one is something else.");
        }
        catch (JsonException e)
        {
            throw new LaminaFormatException($"{path} › {attribute}: {e.Message}", e);
        }
    }
}
