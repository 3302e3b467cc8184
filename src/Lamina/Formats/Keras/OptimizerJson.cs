using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Optimizers by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SGD))]
[JsonSerializable(typeof(RMSprop))]
[JsonSerializable(typeof(Adam))]
[JsonSerializable(typeof(AdamW))]
internal sealed partial class OptimizerJson : JsonSerializerContext
{
    private static readonly KerasKey[] BaseKeys =
    [
        "name", Single("learning_rate"), "weight_decay", Named("clipnorm", "clip_norm"),
        Named("global_clipnorm", "global_clip_norm"), Named("clipvalue", "clip_value"), Fixed("use_ema", "false"),
        Unused("ema_momentum", "0.99"), Unused("ema_overwrite_frequency", "null"), "loss_scale_factor",
        Fixed("gradient_accumulation_steps"), Default("exclude_from_weight_decay", "[]"),
    ];

    private static readonly KerasKey[] AdamKeys =
        [Named("beta_1", "beta1"), Named("beta_2", "beta2"), "epsilon", Named("amsgrad", "ams_grad")];

    public static KerasClass[] Rows { get; } =
    [
        Of(new SGD(), "momentum", "nesterov"),
        Of(new RMSprop(), "rho", "momentum", "epsilon", "centered"),
        Of(new Adam(), AdamKeys),
        Of(new AdamW(), AdamKeys),
    ];

    private static KerasClass Of(Optimizer prototype, params ReadOnlySpan<KerasKey> keys) =>
        new(KerasModule.Optimizers, prototype) { Keys = [.. BaseKeys, .. keys] };
}
