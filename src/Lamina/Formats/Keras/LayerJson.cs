using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;

namespace Lamina.Formats.Keras;

/// <summary>Layers by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(InputConfig))]
[JsonSerializable(typeof(DenseConfig))]
[JsonSerializable(typeof(ActivationConfig))]
[JsonSerializable(typeof(FlattenConfig))]
[JsonSerializable(typeof(ReshapeConfig))]
[JsonSerializable(typeof(DropoutConfig))]
[JsonSerializable(typeof(RescalingConfig))]
[JsonSerializable(typeof(NormalizationConfig))]
[JsonSerializable(typeof(BatchNormalizationConfig))]
internal sealed partial class LayerJson : JsonSerializerContext
{
    private static readonly KerasKey[] BaseKeys = ["name", "trainable", Policy];

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new InputConfig { BatchShape = [1] }, static config => new Input(config), "InputLayer",
            [
                "batch_shape", Named("dtype", "d_type"), Fixed("sparse", "false"), Fixed("ragged", "false"), "name",
                Fixed("optional", "false"),
            ]),
        Of(
            new DenseConfig { Units = 1 }, static config => new Dense(config), "Dense",
            [
                .. BaseKeys, Optional("activity_regularizer"), "units", "activation", "use_bias", "kernel_initializer",
                "bias_initializer", "kernel_regularizer", "bias_regularizer", "kernel_constraint", "bias_constraint",
                Fixed("quantization_config"),
            ], isBuilt: true),
        Of(
            new ActivationConfig { Activation = new LinearActivation() },
            static config => new ActivationLayer(config),
            "Activation",
            [.. BaseKeys, "activation"]),
        Of(
            new FlattenConfig(), static config => new Flatten(config), "Flatten",
            [.. BaseKeys, Fixed("data_format", "\"channels_last\"")], isBuilt: true),
        Of(
            new ReshapeConfig { TargetShape = [1] }, static config => new Reshape(config), "Reshape",
            [.. BaseKeys, Target("target_shape")]),
        Of(
            new DropoutConfig { Rate = 0 }, static config => new Dropout(config), "Dropout",
            [.. BaseKeys, "rate", "seed", "noise_shape"]),
        Of(
            new RescalingConfig { Scale = 1 }, static config => new Rescaling(config), "Rescaling",
            [.. BaseKeys, "scale", "offset"], isBuilt: true),
        Of(
            new NormalizationConfig(), static config => new Normalization(config), "Normalization",
            [.. BaseKeys, List("axis", orEmpty: true), "invert", List("mean"), List("variance")], isBuilt: true),
        Of(
            new BatchNormalizationConfig(), static config => new BatchNormalization(config), "BatchNormalization",
            [
                .. BaseKeys, "axis", "momentum", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                "moving_mean_initializer", "moving_variance_initializer", "beta_regularizer", "gamma_regularizer",
                "beta_constraint", "gamma_constraint", Fixed("synchronized", "false"), Fixed("renorm", "false"),
                Unused("renorm_clipping", "null"), Unused("renorm_momentum", "0.99"),
            ], isBuilt: true),
    ];

    private static KerasClass Of<T>(
        T prototype, Func<T, Layer> make, string name, KerasKey[] keys, bool isBuilt = false)
        where T : LayerConfig =>
        new(KerasModule.Layers, prototype, name) { Keys = keys, Make = config => make((T)config), HasBuildConfig = isBuilt };
}
