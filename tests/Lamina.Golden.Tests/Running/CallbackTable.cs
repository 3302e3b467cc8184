using Lamina.NN;

namespace Lamina.Golden.Tests.Running;

/// <summary>Callbacks by their names in Keras, made of Keras's arguments.</summary>
internal static class CallbackTable
{
    public static T Make<T>(string name, Arguments given, string filePath = "")
        where T : Callback => (T)given.All<Callback>(name switch
        {
            "EarlyStopping" => new EarlyStopping(
                given.Text("monitor", "val_loss"),
                given.Number("min_delta", 0),
                given.Whole("patience", 0),
                given.Word("mode", MonitorMode.Auto),
                given.Optional("baseline"),
                given.Flag("restore_best_weights"),
                given.Whole("start_from_epoch", 0),
                given.Whole("verbose", 0)),
            "ReduceLROnPlateau" => new ReduceLROnPlateau(
                given.Text("monitor", "val_loss"),
                given.Number("factor", 0.1),
                given.Whole("patience", 10),
                given.Word("mode", MonitorMode.Auto),
                given.Number("min_delta", 1e-4),
                given.Whole("cooldown", 0),
                given.Number("min_lr", 0),
                given.Whole("verbose", 0)),
            "ModelCheckpoint" => new ModelCheckpoint(
                filePath,
                given.Text("monitor", "val_loss"),
                given.Flag("save_best_only"),
                given.Flag("save_weights_only"),
                given.Word("mode", MonitorMode.Auto),
                given.Frequency("save_freq"),
                given.Optional("initial_value_threshold"),
                given.Whole("verbose", 0)),
            "CSVLogger" => new CSVLogger(filePath, given.Text("separator", ",").Single(), given.Flag("append")),
            "LearningRateScheduler" => new LearningRateScheduler(
                new PythonExpression(given.Text("schedule", "")).Evaluate, given.Whole("verbose", 0)),
            _ => throw new InvalidOperationException($"There is no callback '{name}' here."),
        });
}
