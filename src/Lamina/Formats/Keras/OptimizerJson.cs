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
[JsonSerializable(typeof(Adadelta))]
[JsonSerializable(typeof(Adafactor))]
[JsonSerializable(typeof(Adagrad))]
[JsonSerializable(typeof(Adamax))]
[JsonSerializable(typeof(Ftrl))]
[JsonSerializable(typeof(Lamb))]
[JsonSerializable(typeof(Lion))]
[JsonSerializable(typeof(Muon))]
[JsonSerializable(typeof(Nadam))]
[JsonSerializable(typeof(ScheduleFreeAdamW))]
[JsonSerializable(typeof(LossScaleOptimizer))]
[JsonSerializable(typeof(MultiOptimizer))]
internal sealed partial class OptimizerJson : JsonSerializerContext
{
    /// <summary>The arguments with which every optimizer begins.</summary>
    public static readonly KerasKey[] BaseKeys =
    [
        "name", .. Rate("learning_rate", "schedule"), "weight_decay", Named("clipnorm", "clip_norm"),
        Named("global_clipnorm", "global_clip_norm"), Named("clipvalue", "clip_value"), "use_ema", "ema_momentum",
        "ema_overwrite_frequency", "loss_scale_factor", "gradient_accumulation_steps",
        Default("exclude_from_weight_decay", "[]"),
    ];

    private static readonly KerasKey[] Betas = [Named("beta_1", "beta1"), Named("beta_2", "beta2"), "epsilon"];

    public static KerasClass[] Rows { get; } =
    [
        Of(new SGD(), "momentum", "nesterov"),
        Of(new RMSprop(), "rho", "momentum", "epsilon", "centered"),
        Of(new Adam(), [.. Betas, Named("amsgrad", "ams_grad")]),
        Of(new AdamW(), [.. Betas, Named("amsgrad", "ams_grad")]),
        Of(new Adadelta(), "rho", "epsilon"),
        Of(
            new Adafactor(), Named("beta_2_decay", "beta2_decay"), Named("epsilon_1", "epsilon1"),
            Named("epsilon_2", "epsilon2"), "clip_threshold", "relative_step"),
        Of(new Adagrad(), "initial_accumulator_value", "epsilon"),
        Of(new Adamax(), Betas),
        Of(
            new Ftrl(), "learning_rate_power", "initial_accumulator_value", "l1_regularization_strength",
            "l2_regularization_strength", "l2_shrinkage_regularization_strength", "beta"),
        Of(new Lamb(), Betas),
        Of(new Lion(), Named("beta_1", "beta1"), Named("beta_2", "beta2")),
        Of(
            new Muon(), Named("adam_beta_1", "adam_beta1"), Named("adam_beta_2", "adam_beta2"), "epsilon",
            List("exclude_layers", orEmpty: true), "muon_a", "muon_b", "muon_c", Whole("adam_lr_ratio"), "momentum", "ns_steps",
            "nesterov", "exclude_embeddings", "adam_weight_decay", "rms_rate"),
        Of(new Nadam(), Betas),
        Of(new ScheduleFreeAdamW(), [.. Betas, "warmup_steps"]),
        new(KerasModule.Optimizers, new LossScaleOptimizer(new SGD()))
        {
            Keys = ["name", "inner_optimizer", "initial_scale", "dynamic_growth_steps"],
        },
        new(KerasModule.Optimizers, new MultiOptimizer(new OptimizerMap(new SGD())))
        {
            Keys =
            [
                Part(
                    "optimizer_map", KerasModule.Optimizers, nameof(OptimizerMap), "default_optimizer",
                    Named("optimizer_map", "patterns")),
                "loss_scale_factor", "name",
            ],
        },
    ];

    private static KerasClass Of(Optimizer prototype, params ReadOnlySpan<KerasKey> keys) =>
        new(KerasModule.Optimizers, prototype) { Keys = [.. BaseKeys, .. keys] };
}
