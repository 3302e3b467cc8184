using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Recurrent =>
    [
        new("Bidirectional", () => new Bidirectional(new LSTM(3)), [4, 2], [6], 144),
        new("Bidirectional, sequences", () => new Bidirectional(new GRU(3, returnSequences: true), MergeMode.Average), [4, 2], [4, 3], 126),
        new("Bidirectional, first states", () => new Bidirectional(new GRU(3), MergeMode.Multiply), [4, 2], [3], 126) { MoreInputs = [[3], [3]] },
        new("Bidirectional, other layer", () => new Bidirectional(new BidirectionalConfig
        {
            Layer = new LSTM(3), BackwardLayer = new SimpleRNN(new SimpleRNNConfig { Units = 2, GoBackwards = true }),
        }), [4, 2], [5], 82),
        new("GRU", () => new GRU(3), [4, 2], [3], 63),
        new("GRU, reset before", () => new GRU(new GRUConfig { Units = 3, ResetAfter = false, ReturnSequences = true, RecurrentRegularizer = new L2(0.001) }), [4, 2], [4, 3], 54),
        new("GRU, dropout", () => new GRU(new GRUConfig { Units = 3, Dropout = 0.3, RecurrentDropout = 0.2, Seed = 5 }), [4, 2], [3], 63),
        new("GRU, reset before, dropout", () => new GRU(new GRUConfig { Units = 3, ResetAfter = false, RecurrentDropout = 0.2, Seed = 5 }), [4, 2], [3], 54),
        new("GRUCell", () => new GRUCell(3), [2], [3], 63) { MoreInputs = [[3]] },
        new("LSTM", () => new LSTM(3), [4, 2], [3], 72),
        new("LSTM, backwards", () => new LSTM(new LSTMConfig { Units = 3, ReturnSequences = true, GoBackwards = true, UnitForgetBias = false, UseBias = false }), [4, 2], [4, 3], 60),
        new("LSTM, first states", () => new LSTM(3), [4, 2], [3], 72) { MoreInputs = [[3], [3]] },
        new("LSTM, dropout", () => new LSTM(new LSTMConfig { Units = 3, Dropout = 0.3, Seed = 5 }), [4, 2], [3], 72),
        new("LSTM, recurrent dropout", () => new LSTM(new LSTMConfig { Units = 3, Dropout = 0.3, RecurrentDropout = 0.2, Seed = 5 }), [4, 2], [3], 72),
        new("LSTMCell", () => new LSTMCell(3), [2], [3], 72) { MoreInputs = [[3], [3]] },
        new("RNN", () => new RNN(new LSTMCell(3), returnSequences: true), [4, 2], [4, 3], 72),
        new("RNN, several cells", () => new RNN([new LSTMCell(3), new GRUCell(2), new SimpleRNNCell(3)]), [4, 2], [3], 132),
        new("RNN, own cell", () => new RNN(new LeakyCell(3)), [4, 2], [3], 6),
        new("SimpleRNN", () => new SimpleRNN(3), [4, 2], [3], 18),
        new("SimpleRNN, dropout", () => new SimpleRNN(new SimpleRNNConfig { Units = 3, Dropout = 0.3, RecurrentDropout = 0.2, Seed = 5 }), [4, 2], [3], 18),
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
        new("SimpleRNNCell", () => new SimpleRNNCell(3), [2], [3], 18) { MoreInputs = [[3]] },
        new("StackedRNNCells", () => new StackedRNNCells(new LSTMCell(3), new GRUCell(2)), [2], [2], 114) { MoreInputs = [[3], [3], [2]] },
        new("TimeDistributed", () => new TimeDistributed(new Dense(3, "tanh")), [4, 2], [4, 3], 9),
        new("TimeDistributed, batch statistics", () => new TimeDistributed(new BatchNormalization()), [3, 2], [3, 2], 8),
        new("TimeDistributed, images", () => new TimeDistributed(new Conv2D(2, 2)), [3, 4, 4, 1], [3, 3, 3, 2], 10),
        new("TimeDistributed, recurrent", () => new TimeDistributed(new LSTM(3)), [3, 4, 2], [3, 3], 72),
    ];
}
