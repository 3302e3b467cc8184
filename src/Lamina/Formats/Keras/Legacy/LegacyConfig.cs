using System.Text.Json.Nodes;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Configurations that any Keras from 1.0 on wrote, in the form of Keras 3.16, which <see cref="KerasModel"/>
/// reads.</summary>
/// <remarks>A pure function of the JSON. What is different from version to version stands in tables: the classes in
/// <see cref="LegacyRows"/>, losses, metrics and optimizers in <see cref="LegacyTraining"/>.</remarks>
internal static class LegacyConfig
{
    /// <summary>The configuration of a model in today's form.</summary>
    /// <param name="modelConfig">The <c>model_config</c> of a file, or its <c>config.json</c>.</param>
    /// <param name="kerasVersion">The <c>keras_version</c> of the file, such as <c>2.2.4-tf</c>; null where it has none.</param>
    /// <param name="backend">The <c>backend</c> of the file, such as <c>theano</c>; null where it has none.</param>
    /// <param name="notes">Where it is said what the translation left out that training would have known.</param>
    /// <exception cref="LaminaFormatException">Something in it has no counterpart today; the message names layer,
    /// argument and value.</exception>
    public static JsonObject Translate(
        JsonObject modelConfig, string? kerasVersion = null, string? backend = null, ICollection<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(modelConfig);
        var age = KerasAge.Of(kerasVersion, modelConfig);
        var scope = new LegacyScope(age, notes ?? []) { IsTheano = backend == "theano" };
        return LegacyLayers.Translate(modelConfig, scope);
    }

    /// <summary>How a model was compiled, as the <c>compile_config</c> of today.</summary>
    /// <param name="trainingConfig">The <c>training_config</c> of a file.</param>
    /// <param name="kerasVersion">The <c>keras_version</c> of the file; null where it has none.</param>
    /// <param name="notes">Where it is said what the translation left out.</param>
    public static JsonObject TranslateTraining(
        JsonObject trainingConfig, string? kerasVersion = null, ICollection<string>? notes = null)
    {
        ArgumentNullException.ThrowIfNull(trainingConfig);
        return LegacyTraining.Translate(trainingConfig, new LegacyScope(KerasAge.Of(kerasVersion, trainingConfig), notes ?? []));
    }
}
