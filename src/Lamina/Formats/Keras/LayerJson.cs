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
[JsonSerializable(typeof(AddConfig))]
[JsonSerializable(typeof(SubtractConfig))]
[JsonSerializable(typeof(MultiplyConfig))]
[JsonSerializable(typeof(AverageConfig))]
[JsonSerializable(typeof(MaximumConfig))]
[JsonSerializable(typeof(MinimumConfig))]
[JsonSerializable(typeof(ConcatenateConfig))]
[JsonSerializable(typeof(ReLUConfig))]
[JsonSerializable(typeof(LeakyReLUConfig))]
[JsonSerializable(typeof(ELUConfig))]
[JsonSerializable(typeof(PReLUConfig))]
[JsonSerializable(typeof(SoftmaxConfig))]
[JsonSerializable(typeof(LayerNormalizationConfig))]
[JsonSerializable(typeof(EmbeddingConfig))]
[JsonSerializable(typeof(Conv1DConfig))]
[JsonSerializable(typeof(Conv2DConfig))]
[JsonSerializable(typeof(MaxPooling2DConfig))]
[JsonSerializable(typeof(AveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling1DConfig))]
[JsonSerializable(typeof(GlobalAveragePooling2DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling1DConfig))]
[JsonSerializable(typeof(GlobalMaxPooling2DConfig))]
[JsonSerializable(typeof(SimpleRNNConfig))]
[JsonSerializable(typeof(LSTMConfig))]
[JsonSerializable(typeof(GRUConfig))]
[JsonSerializable(typeof(MultiHeadAttentionConfig))]
internal sealed partial class LayerJson : JsonSerializerContext
{
    private static readonly KerasKey[] BaseKeys = ["name", "trainable", Policy];

    private static readonly KerasKey[] PoolKeys = [.. BaseKeys, "pool_size", "padding", "strides", "data_format"];

    private static readonly KerasKey[] GlobalPoolKeys = [.. BaseKeys, "data_format", Named("keepdims", "keep_dims")];

    private static readonly KerasKey[] ConvolutionKeys =
    [
        .. BaseKeys, "filters", "kernel_size", "strides", "padding", "data_format", "dilation_rate", "groups", "activation",
        "use_bias", "kernel_initializer", "bias_initializer", "kernel_regularizer", "bias_regularizer", "activity_regularizer",
        "kernel_constraint", "bias_constraint",
    ];

    private static readonly KerasKey[] RecurrentHead =
    [
        .. BaseKeys, "return_sequences", "return_state", "go_backwards", Fixed("stateful", "false"), "unroll",
        "zero_output_for_mask", "units", "activation",
    ];

    private static readonly KerasKey[] RecurrentInitializers =
        ["use_bias", "kernel_initializer", "recurrent_initializer", "bias_initializer"];

    private static readonly KerasKey[] RecurrentTail =
    [
        "kernel_regularizer", "recurrent_regularizer", "bias_regularizer", "activity_regularizer", "kernel_constraint",
        "recurrent_constraint", "bias_constraint", Fixed("dropout", "0.0"), Fixed("recurrent_dropout", "0.0"),
    ];

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
            ], BuildForm.Shape),
        Of(
            new ActivationConfig { Activation = new LinearActivation() },
            static config => new ActivationLayer(config),
            "Activation",
            [.. BaseKeys, "activation"]),
        Of(
            new FlattenConfig(), static config => new Flatten(config), "Flatten",
            [.. BaseKeys, "data_format"], BuildForm.Shape),
        Of(
            new ReshapeConfig { TargetShape = [1] }, static config => new Reshape(config), "Reshape",
            [.. BaseKeys, Target("target_shape")]),
        Of(
            new DropoutConfig { Rate = 0 }, static config => new Dropout(config), "Dropout",
            [.. BaseKeys, "rate", "seed", "noise_shape"]),
        Of(
            new RescalingConfig { Scale = 1 }, static config => new Rescaling(config), "Rescaling",
            [.. BaseKeys, "scale", "offset"], BuildForm.Shape),
        Of(
            new NormalizationConfig(), static config => new Normalization(config), "Normalization",
            [.. BaseKeys, List("axis", orEmpty: true), "invert", List("mean"), List("variance")], BuildForm.Shape),
        Of(
            new BatchNormalizationConfig(), static config => new BatchNormalization(config), "BatchNormalization",
            [
                .. BaseKeys, "axis", "momentum", "epsilon", "center", "scale", "beta_initializer", "gamma_initializer",
                "moving_mean_initializer", "moving_variance_initializer", "beta_regularizer", "gamma_regularizer",
                "beta_constraint", "gamma_constraint", Fixed("synchronized", "false"), Fixed("renorm", "false"),
                Unused("renorm_clipping", "null"), Unused("renorm_momentum", "0.99"),
            ], BuildForm.Shape, CallForm.WithMask),
        Of(
            new LayerNormalizationConfig(), static config => new LayerNormalization(config), "LayerNormalization",
            [
                .. BaseKeys, "axis", "epsilon", "center", "scale", Fixed("rms_scaling", "false"), "beta_initializer",
                "gamma_initializer", "beta_regularizer", "gamma_regularizer", "beta_constraint", "gamma_constraint",
            ], BuildForm.Shape),
        Of(
            new EmbeddingConfig { InputDim = 1, OutputDim = 1 }, static config => new Embedding(config), "Embedding",
            [
                .. BaseKeys, "input_dim", "output_dim", "embeddings_initializer", "embeddings_regularizer", "activity_regularizer",
                "embeddings_constraint", "mask_zero", Fixed("quantization_config"),
            ], BuildForm.Shape),
        .. Merging, .. Activations, .. Convolutions, .. Poolings, .. Recurrents,
        Of(
            new MultiHeadAttentionConfig { NumHeads = 1, KeyDim = 1 }, static config => new MultiHeadAttention(config),
            "MultiHeadAttention",
            [
                .. BaseKeys, "num_heads", "key_dim", "value_dim", "dropout", "use_bias", "use_gate", "output_shape",
                "attention_axes", Fixed("sliding_window"), "kernel_initializer", "bias_initializer", "kernel_regularizer",
                "bias_regularizer", "activity_regularizer", "kernel_constraint", "bias_constraint", "seed",
            ], BuildForm.ShapesByName, CallForm.Of("query", "value", "key")),
    ];

    private static KerasClass[] Merging =>
    [
        Of(new AddConfig(), static config => new Add(config), "Add", BaseKeys, BuildForm.Shapes),
        Of(new SubtractConfig(), static config => new Subtract(config), "Subtract", BaseKeys, BuildForm.Shapes),
        Of(new MultiplyConfig(), static config => new Multiply(config), "Multiply", BaseKeys, BuildForm.Shapes),
        Of(new AverageConfig(), static config => new Average(config), "Average", BaseKeys, BuildForm.Shapes),
        Of(new MaximumConfig(), static config => new Maximum(config), "Maximum", BaseKeys, BuildForm.Shapes),
        Of(new MinimumConfig(), static config => new Minimum(config), "Minimum", BaseKeys, BuildForm.Shapes),
        Of(
            new ConcatenateConfig(), static config => new Concatenate(config), "Concatenate", [.. BaseKeys, "axis"],
            BuildForm.Shapes),
    ];

    private static KerasClass[] Activations =>
    [
        Of(
            new ReLUConfig(), static config => new ReLU(config), "ReLU",
            [.. BaseKeys, "max_value", "negative_slope", "threshold"]),
        Of(
            new LeakyReLUConfig(), static config => new LeakyReLU(config), "LeakyReLU", [.. BaseKeys, "negative_slope"]),
        Of(new ELUConfig(), static config => new ELU(config), "ELU", [.. BaseKeys, "alpha"]),
        Of(
            new PReLUConfig(), static config => new PReLU(config), "PReLU",
            [.. BaseKeys, "alpha_initializer", "alpha_regularizer", "alpha_constraint", "shared_axes"], BuildForm.Shape),
        Of(
            new SoftmaxConfig(), static config => new Softmax(config), "Softmax", [.. BaseKeys, OneOrMore("axis")],
            call: CallForm.WithMask),
    ];

    private static KerasClass[] Convolutions =>
    [
        Of(
            new Conv1DConfig { Filters = 1, KernelSize = 1 }, static config => new Conv1D(config), "Conv1D", ConvolutionKeys,
            BuildForm.Shape),
        Of(
            new Conv2DConfig { Filters = 1, KernelSize = [1, 1], Strides = [1, 1], DilationRate = [1, 1] },
            static config => new Conv2D(config), "Conv2D", ConvolutionKeys, BuildForm.Shape),
    ];

    private static KerasClass[] Poolings =>
    [
        Of(new MaxPooling2DConfig { PoolSize = [2, 2] }, static config => new MaxPooling2D(config), "MaxPooling2D", PoolKeys),
        Of(
            new AveragePooling2DConfig { PoolSize = [2, 2] }, static config => new AveragePooling2D(config), "AveragePooling2D",
            PoolKeys),
        Of(
            new GlobalAveragePooling1DConfig(), static config => new GlobalAveragePooling1D(config), "GlobalAveragePooling1D",
            GlobalPoolKeys, call: CallForm.WithMask),
        Of(
            new GlobalAveragePooling2DConfig(), static config => new GlobalAveragePooling2D(config), "GlobalAveragePooling2D",
            GlobalPoolKeys),
        Of(
            new GlobalMaxPooling1DConfig(), static config => new GlobalMaxPooling1D(config), "GlobalMaxPooling1D",
            GlobalPoolKeys),
        Of(
            new GlobalMaxPooling2DConfig(), static config => new GlobalMaxPooling2D(config), "GlobalMaxPooling2D",
            GlobalPoolKeys),
    ];

    private static KerasClass[] Recurrents =>
    [
        Of(
            new SimpleRNNConfig { Units = 1 }, static config => new SimpleRNN(config), "SimpleRNN",
            [.. RecurrentHead, .. RecurrentInitializers, .. RecurrentTail], BuildForm.Shape, CallForm.Recurrent),
        Of(
            new LSTMConfig { Units = 1 }, static config => new LSTM(config), "LSTM",
            [
                .. RecurrentHead, "recurrent_activation", .. RecurrentInitializers, "unit_forget_bias", .. RecurrentTail,
                Unused("seed", "null"),
            ], BuildForm.Shape, CallForm.Recurrent),
        Of(
            new GRUConfig { Units = 1 }, static config => new GRU(config), "GRU",
            [
                .. RecurrentHead, "recurrent_activation", .. RecurrentInitializers, .. RecurrentTail, "reset_after",
                Unused("seed", "null"),
            ], BuildForm.Shape, CallForm.Recurrent),
    ];

    private static KerasClass Of<T>(
        T prototype, Func<T, Layer> make, string name, KerasKey[] keys, BuildForm build = BuildForm.None, CallForm? call = null)
        where T : LayerConfig =>
        new(KerasModule.Layers, prototype, name)
        {
            Keys = keys,
            Make = config => make((T)config),
            BuildForm = build,
            CallForm = call ?? CallForm.Plain,
        };
}
