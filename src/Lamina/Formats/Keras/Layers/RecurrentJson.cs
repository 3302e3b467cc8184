using System.Text.Json.Serialization;
using Lamina.NN;
using static Lamina.Formats.Keras.KerasKey;
using static Lamina.Formats.Keras.LayerRow;

namespace Lamina.Formats.Keras;

/// <summary>Recurrent layers and their cells, by their names in Keras; a new one is a row here and one in the
/// attributes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(SimpleRNNConfig))]
[JsonSerializable(typeof(LSTMConfig))]
[JsonSerializable(typeof(GRUConfig))]
[JsonSerializable(typeof(RNNConfig))]
[JsonSerializable(typeof(SimpleRNNCellConfig))]
[JsonSerializable(typeof(LSTMCellConfig))]
[JsonSerializable(typeof(GRUCellConfig))]
[JsonSerializable(typeof(StackedRNNCellsConfig))]
internal sealed partial class RecurrentJson : JsonSerializerContext
{
    private static readonly KerasKey[] Sequence =
    ["return_sequences", "return_state", "go_backwards", "stateful", "unroll", "zero_output_for_mask"];

    private static readonly KerasKey[] Head = ["units", "activation"];

    private static readonly KerasKey[] Initializers =
    ["kernel_initializer", "recurrent_initializer", "bias_initializer"];

    private static readonly KerasKey[] Regularizers = ["kernel_regularizer", "recurrent_regularizer", "bias_regularizer"];

    private static readonly KerasKey[] Tail =
    ["kernel_constraint", "recurrent_constraint", "bias_constraint", "dropout", "recurrent_dropout"];

    // What the cell is, is for the file to say.
    private static readonly InnerLayer Cell = new(
        new SimpleRNNCellConfig { Name = "simple_rnn_cell", Units = 1 },
        static config => new SimpleRNNCell((SimpleRNNCellConfig)config));

    public static KerasClass[] Rows { get; } =
    [
        Of(
            new SimpleRNNConfig { Units = 1 }, static config => new SimpleRNN(config), "SimpleRNN",
            [
                .. BaseKeys, .. Sequence, .. Head, "use_bias", .. Initializers, .. Regularizers, "activity_regularizer", .. Tail,
                Optional("seed"),
            ], BuildForm.Sequence, CallForm.Recurrent),
        Of(
            new LSTMConfig { Units = 1 }, static config => new LSTM(config), "LSTM",
            [
                .. BaseKeys, .. Sequence, .. Head, "recurrent_activation", "use_bias", .. Initializers, "unit_forget_bias",
                .. Regularizers, "activity_regularizer", .. Tail, "seed",
            ], BuildForm.Sequence, CallForm.Recurrent),
        Of(
            new GRUConfig { Units = 1 }, static config => new GRU(config), "GRU",
            [
                .. BaseKeys, .. Sequence, .. Head, "recurrent_activation", "use_bias", .. Initializers, .. Regularizers,
                "activity_regularizer", .. Tail, "reset_after", "seed",
            ], BuildForm.Sequence, CallForm.Recurrent),
        Of(
            new RNNConfig { Cell = Cell }, static config => new RNN(config), "RNN",
            [.. BaseKeys, Optional("activity_regularizer"), .. Sequence, "cell"], BuildForm.Sequence, CallForm.Recurrent),
        Of(
            new SimpleRNNCellConfig { Units = 1 }, static config => new SimpleRNNCell(config), "SimpleRNNCell",
            [.. BaseKeys, .. Head, "use_bias", .. Initializers, .. Regularizers, .. Tail, "seed"], BuildForm.Shape),
        Of(
            new LSTMCellConfig { Units = 1 }, static config => new LSTMCell(config), "LSTMCell",
            [
                .. BaseKeys, .. Head, "recurrent_activation", "use_bias", "unit_forget_bias", .. Initializers, .. Regularizers,
                .. Tail, "seed",
            ], BuildForm.Shape),
        Of(
            new GRUCellConfig { Units = 1 }, static config => new GRUCell(config), "GRUCell",
            [
                .. BaseKeys, .. Head, "recurrent_activation", "use_bias", .. Initializers, .. Regularizers, .. Tail,
                "reset_after", "seed",
            ], BuildForm.Shape),
        Of(
            new StackedRNNCellsConfig { Cells = Cell }, static config => new StackedRNNCells(config), "StackedRNNCells",
            [.. BaseKeys, "cells"], BuildForm.Shape),
    ];
}
