namespace Lamina.Formats.Keras;

/// <summary>Keras's public modules, as they stand in <c>"module"</c>.</summary>
internal static class KerasModule
{
    public const string Activations = "keras.activations";
    public const string Constraints = "keras.constraints";
    public const string Initializers = "keras.initializers";
    public const string Layers = "keras.layers";
    public const string Losses = "keras.losses";
    public const string Metrics = "keras.metrics";
    public const string Optimizers = "keras.optimizers";
    public const string Regularizers = "keras.regularizers";
    public const string Schedules = "keras.optimizers.schedules";

    /// <summary>Where metrics are that Keras does not have.</summary>
    public const string LaminaMetrics = "lamina.metrics";

    /// <summary>Where operations are that Keras does not have.</summary>
    public const string LaminaOperations = "lamina.operations";
}
