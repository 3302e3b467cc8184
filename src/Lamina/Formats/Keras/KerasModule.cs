namespace Lamina.Formats.Keras;

/// <summary>Keras's public modules, as they stand in <c>"module"</c>.</summary>
internal static class KerasModule
{
    public const string Activations = "keras.activations";
    public const string Losses = "keras.losses";
}
