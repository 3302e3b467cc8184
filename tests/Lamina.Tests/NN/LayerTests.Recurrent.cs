using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Recurrent =>
    [
        new("GRU", () => new GRU(3), [4, 2], [3], 63),
        new("GRU, reset before", () => new GRU(new GRUConfig { Units = 3, ResetAfter = false, ReturnSequences = true, RecurrentRegularizer = new L2(0.001) }), [4, 2], [4, 3], 54),
        new("LSTM", () => new LSTM(3), [4, 2], [3], 72),
        new("LSTM, backwards", () => new LSTM(new LSTMConfig { Units = 3, ReturnSequences = true, GoBackwards = true, UnitForgetBias = false, UseBias = false }), [4, 2], [4, 3], 60),
        new("LSTM, first states", () => new LSTM(3), [4, 2], [3], 72) { MoreInputs = [[3], [3]] },
        new("SimpleRNN", () => new SimpleRNN(3), [4, 2], [3], 18),
        new("SimpleRNN, sequences", () => new SimpleRNN(3, returnSequences: true), [4, 2], [4, 3], 18),
    ];
}
