using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Recurrent layers, by their names in Keras; a new one is a row here and one in the attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SimpleRNNConfig))]
[JsonSerializable(typeof(LSTMConfig))]
[JsonSerializable(typeof(GRUConfig))]
internal sealed partial class RecurrentJson : JsonSerializerContext
{
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
}
