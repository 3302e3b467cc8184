using System.Text.Json.Nodes;
using static Lamina.Formats.Keras.Legacy.LegacyArgument;

namespace Lamina.Formats.Keras.Legacy;

/// <summary>Recurrent layers, their cells, and layers around other layers.</summary>
internal static class RecurrentRows
{
    /// <summary>What <c>hard_sigmoid</c> computed before Keras 3.</summary>
    public const string OldHardSigmoid = "\"hard_sigmoid\"";

    private static readonly LegacyArgument[] Sequence =
    [
        Dropped("input_dim"), Dropped("input_length"), Dropped("time_major", "false"), Dropped("num_constants", "null", "0"),
        Dropped("return_runtime"), Dropped("reset_states"),
    ];

    private static readonly LegacyArgument[] Units =
    [
        Renamed("output_dim", "units"), Renamed("init", "kernel_initializer"), Renamed("inner_init", "recurrent_initializer"),
        Renamed("inner_activation", "recurrent_activation"), Renamed("W_regularizer", "kernel_regularizer"),
        Renamed("U_regularizer", "recurrent_regularizer"), Renamed("b_regularizer", "bias_regularizer"),
        Renamed("dropout_W", "dropout"), Renamed("dropout_U", "recurrent_dropout"), Dropped("weights"), .. Sequence,
    ];

    private static readonly LegacyArgument Gates = Absent("recurrent_activation", OldHardSigmoid, static age => age.IsBefore(2, 3) && !age.IsTensorFlow);

    private static readonly LegacyArgument[] Lstm = [.. Units, new("forget_bias_init", ForgetBias), Gates];

    private static readonly LegacyArgument[] Gru = [.. Units, Gates, Absent("reset_after", "false", static age => age.IsOld)];

    private static readonly LegacyArgument[] ConvLstm =
    [
        .. Lstm, Renamed("nb_filter", "filters"), Joined("kernel_size", "nb_row", "nb_col"), Renamed("subsample", "strides"),
        Worded("border_mode", "padding", ("valid", "valid"), ("same", "same")), .. CommonArguments.Channels,
    ];

    public static LegacyClass[] Rows { get; } =
    [
        new("SimpleRNN") { Arguments = Units },
        new("SimpleRNNCell") { Arguments = Units },
        new("LSTM") { Arguments = Lstm },
        new("LSTMV1") { Now = "LSTM", Arguments = Lstm },
        new("LSTMV2") { Now = "LSTM", Arguments = Lstm },
        new("UnifiedLSTM") { Now = "LSTM", Arguments = Lstm },
        new("LSTMCell") { Arguments = Lstm },
        new("GRU") { Arguments = Gru },
        new("GRUV1") { Now = "GRU", Arguments = Gru },
        new("GRUV2") { Now = "GRU", Arguments = Gru },
        new("UnifiedGRU") { Now = "GRU", Arguments = Gru },
        new("GRUCell") { Arguments = Gru },
        new("CuDNNLSTM")
        {
            Now = "LSTM", Arguments = [Absent("recurrent_activation", "\"sigmoid\"", static _ => true), Absent("activation", "\"tanh\"", static _ => true), .. Lstm],
        },
        new("CuDNNGRU")
        {
            Now = "GRU",
            Arguments =
            [
                Absent("recurrent_activation", "\"sigmoid\"", static _ => true), Absent("activation", "\"tanh\"", static _ => true),
                Absent("reset_after", "true", static _ => true), .. Gru,
            ],
        },
        new("ConvLSTM1D") { Arguments = ConvLstm },
        new("ConvLSTM2D") { Arguments = ConvLstm },
        new("ConvLSTM3D") { Arguments = ConvLstm },
        new("RNN") { Arguments = Sequence },
        new("StackedRNNCells") { Arguments = [Dropped("reverse_state_order", "false")] },
        new("Bidirectional") { Arguments = [Dropped("input_dim"), Dropped("input_length"), Dropped("num_constants", "null", "0")] },
        new("TimeDistributed") { Arguments = [Dropped("input_dim"), Dropped("input_length")] },
        LegacyClass.Removed("ConvRecurrent2D", "it is a base of layers, and none itself"),
    ];

    private static void ForgetBias(JsonObject config, LegacyScope scope)
    {
        if (Take(config, "forget_bias_init", out var value))
        {
            config["unit_forget_bias"] = KerasObject.TextOf(value) is "one" or "ones";
        }
    }
}
