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
        new("ConvLSTM1D", () => new ConvLSTM1D(2, 3), [3, 6, 2], [4, 2], 104),
        new("ConvLSTM1D, dilated", () => new ConvLSTM1D(new ConvLSTM1DConfig { Filters = 2, KernelSize = 2, DilationRate = 2, UnitForgetBias = false, GoBackwards = true, Dropout = 0.2, Seed = 3 }), [3, 6, 2], [4, 2], 72),
        new("ConvLSTM2D", () => new ConvLSTM2D(2, [2, 3], Padding.Same, returnSequences: true), [3, 3, 4, 2], [3, 3, 4, 2], 200),
        new("ConvLSTM2D, channels first", () => new ConvLSTM2D(new ConvLSTM2DConfig
        {
            Filters = 3, KernelSize = 2, Strides = 2, DataFormat = DataFormat.ChannelsFirst, UseBias = false, RecurrentDropout = 0.3, KernelRegularizer = new L2(0.001),
        }), [2, 2, 4, 5], [3, 2, 2], 240),
        new("ConvLSTM2D, first states", () => new ConvLSTM2D(2, 2), [3, 3, 4, 1], [2, 3, 2], 104) { MoreInputs = [[2, 3, 2], [2, 3, 2]] },
        new("ConvLSTM3D", () => new ConvLSTM3D(1, 2), [2, 2, 3, 2, 2], [1, 2, 1, 1], 100),
    ];
}
