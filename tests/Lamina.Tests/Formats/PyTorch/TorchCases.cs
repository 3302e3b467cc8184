using Lamina.NN;

namespace Lamina.Tests.Formats.PyTorch;

/// <summary>Networks of all modules that PyTorch's names are known of.</summary>
internal static class TorchCases
{
    private const string Nhwc = "y.permute(0, 2, 3, 1)";
    private const string Ncw = "y.permute(0, 2, 1)";

    public static readonly TorchCase[] Table =
    [
        new("mlp", "nn.Sequential(nn.Linear(6, 16), nn.ReLU(), nn.Linear(16, 8, bias=False), nn.Tanh(), nn.Linear(8, 3), nn.Softmax(-1))", "T.randn(5, 6)",
            () => new Sequential([new Input(6), new Dense(16, "relu"), new Dense(new DenseConfig { Units = 8, Activation = "tanh", UseBias = false }), new Dense(3, "softmax")])),
        new("twelve equal layers", "nn.Sequential(*[nn.Linear(5, 5) for _ in range(12)])", "T.randn(4, 5)",
            () => new Sequential([new Input(5), .. Enumerable.Range(0, 12).Select(_ => new Dense(5))])),
        new("convnet", """
            nn.Sequential(nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, (3, 2), bias=False),
                          nn.BatchNorm2d(16), nn.ReLU(), nn.Flatten(), nn.Dropout(), nn.Linear(16 * 5 * 6, 10), nn.Softmax(-1))
            """, "T.randn(2, 3, 16, 16)",
            () => new Sequential(
            [
                new Input([16, 16, 3]), new Conv2D(8, 3), Norm(), new ReLU(), new MaxPooling2D(), new Conv2D(new Conv2DConfig { Filters = 16, KernelSize = [3, 2], UseBias = false }),
                Norm(), new ReLU(), new Flatten(), new Dropout(0.5), new Dense(10, "softmax"),
            ])),
        new("named modules of a class", """
            Net(conv=nn.Conv2d(1, 4, 3), act=nn.ReLU(), pool=nn.AvgPool2d(2), flat=nn.Flatten(), head=nn.Linear(4 * 3 * 3, 5), norm=nn.BatchNorm1d(5))
            """, "T.randn(2, 1, 8, 8)",
            () => new Sequential([new Input([8, 8, 1]), new Conv2D(4, 3, activation: "relu"), new AveragePooling2D(), new Flatten(), new Dense(5), Norm()])),
        new("normalization behind a flattened map", "nn.Sequential(nn.Conv2d(2, 3, 2), nn.Flatten(), nn.BatchNorm1d(27), nn.Linear(27, 4))", "T.randn(3, 2, 4, 4)",
            () => new Sequential([new Input([4, 4, 2]), new Conv2D(3, 2), new Flatten(), Norm(), new Dense(4)])),
        new("channels first", "nn.Sequential(nn.Conv2d(2, 3, 2), nn.Flatten(), nn.Linear(27, 4))", "T.randn(3, 2, 4, 4)",
            () => new Sequential([new Input([2, 4, 4]), new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = [2, 2], DataFormat = DataFormat.ChannelsFirst }), new Flatten(), new Dense(4)])) { IsChannelsFirst = true },
        new("depthwise and pointwise", "nn.Sequential(nn.Conv2d(4, 8, 3, groups=4), nn.Conv2d(8, 5, 1))", "T.randn(2, 4, 6, 6)",
            () => new Sequential([new Input([6, 6, 4]), new DepthwiseConv2D(new DepthwiseConv2DConfig { KernelSize = [3, 3], DepthMultiplier = 2 }), new Conv2D(5, 1)])) { Output = Nhwc },
        new("separable", "nn.Sequential(nn.Conv2d(4, 8, 3, groups=4, bias=False), nn.Conv2d(8, 5, 1))", "T.randn(2, 4, 6, 6)",
            () => new Sequential([new Input([6, 6, 4]), new SeparableConv2D(new SeparableConv2DConfig { Filters = 5, KernelSize = [3, 3], DepthMultiplier = 2 })])) { Output = Nhwc },
        new("groups and strides", "nn.Conv2d(4, 6, 3, groups=2, stride=2)", "T.randn(2, 4, 7, 9)",
            () => new Sequential([new Input([7, 9, 4]), new Conv2D(new Conv2DConfig { Filters = 6, KernelSize = [3, 3], Groups = 2, Strides = [2, 2] })])) { Output = Nhwc },
        new("transposed", "nn.ConvTranspose2d(3, 5, (4, 3), stride=2)", "T.randn(2, 3, 5, 4)",
            () => new Sequential([new Input([5, 4, 3]), new Conv2DTranspose(new Conv2DTransposeConfig { Filters = 5, KernelSize = [4, 3], Strides = [2, 2] })])) { Output = Nhwc },
        new("along one axis", "nn.Sequential(nn.Conv1d(3, 6, 4), nn.ReLU(), nn.ConvTranspose1d(6, 2, 2, stride=2))", "T.randn(2, 3, 11)",
            () => new Sequential([new Input([11, 3]), new Conv1D(6, 4, activation: "relu"), new Conv1DTranspose(new Conv1DTransposeConfig { Filters = 2, KernelSize = [2], Strides = [2] })])) { Output = Ncw },
        new("flattened sequence", "nn.Sequential(nn.Conv1d(3, 6, 4), nn.Flatten(), nn.Linear(48, 2))", "T.randn(2, 3, 11)",
            () => new Sequential([new Input([11, 3]), new Conv1D(6, 4), new Flatten(), new Dense(2)])),
        new("volumes", "nn.Conv3d(2, 3, (2, 3, 1))", "T.randn(2, 2, 4, 5, 3)",
            () => new Sequential([new Input([4, 5, 3, 2]), new Conv3D(new Conv3DConfig { Filters = 3, KernelSize = [2, 3, 1] })])) { Output = "y.permute(0, 2, 3, 4, 1)" },
        new("embedding and layer normalization", "nn.Sequential(nn.Embedding(9, 4), nn.LayerNorm(4, eps=1e-3))", "T.randint(0, 9, (3, 5))",
            () => new Sequential([new Input(5), new Embedding(9, 4), new LayerNormalization()])),
        new("group normalization and slopes", "nn.Sequential(nn.GroupNorm(2, 4, eps=1e-3), nn.PReLU(4))", "T.randn(2, 4, 3, 3)",
            () => new Sequential([new Input([3, 3, 4]), new GroupNormalization(2), new PReLU(new PReLUConfig { SharedAxes = [1, 2] })])) { Output = Nhwc },
        new("lstm", "Last(nn.LSTM(4, 6, batch_first=True))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new LSTM(6)])),
        new("lstm of two layers", "Last(nn.LSTM(5, 5, num_layers=2, batch_first=True))", "T.randn(3, 7, 5)",
            () => new Sequential([new Input([7, 5]), new LSTM(5, returnSequences: true), new LSTM(5)])),
        new("lstm both ways", "All(nn.LSTM(4, 6, batch_first=True, bidirectional=True))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new Bidirectional(new LSTM(6, returnSequences: true))])),
        new("two both ways", "All(nn.LSTM(6, 3, num_layers=2, batch_first=True, bidirectional=True))", "T.randn(3, 7, 6)",
            () => new Sequential([new Input([7, 6]), new Bidirectional(new LSTM(3, returnSequences: true)), new Bidirectional(new LSTM(3, returnSequences: true))])),
        new("lstm without biases", "Last(nn.LSTM(4, 6, batch_first=True, bias=False))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new LSTM(new LSTMConfig { Units = 6, UseBias = false })])),
        new("gru", "Last(nn.GRU(4, 6, batch_first=True))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new GRU(6)])),
        new("gru without biases", "Last(nn.GRU(4, 6, batch_first=True, bias=False))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new GRU(new GRUConfig { Units = 6, UseBias = false })])),
        new("rnn", "Last(nn.RNN(4, 6, batch_first=True))", "T.randn(3, 7, 4)",
            () => new Sequential([new Input([7, 4]), new SimpleRNN(6)])),
        new("equal shapes of other names", "Net(query=nn.Linear(4, 4), value=nn.Linear(4, 4), key=nn.Linear(4, 4))", "T.randn(3, 4)",
            () => new Sequential([new Input(4), new Dense(4), new Dense(4), new Dense(4)]))
        {
            Layers = new Dictionary<string, string> { ["query"] = "dense", ["value"] = "dense_1", ["key"] = "dense_2" },
        },
        new("layers of the same names", "Net(query=nn.Linear(4, 4), value=nn.Linear(4, 4), key=nn.Linear(4, 4))", "T.randn(3, 4)",
            () => new Sequential([new Input(4), Named("query"), Named("value"), Named("key")])),
        new("a network within", "Net(body=nn.Sequential(nn.Linear(4, 4), nn.Linear(4, 4)), head=nn.Linear(4, 4))", "T.randn(3, 4)",
            () => new Sequential([new Input(4), new Sequential([new Input(4), new Dense(4), new Dense(4)], name: "inner"), new Dense(4)]))
        {
            Layers = new Dictionary<string, string> { ["body.0"] = "inner/dense", ["body.1"] = "inner/dense_1", ["head"] = "dense" },
        },
    ];

    private static BatchNormalization Norm() => new(new BatchNormalizationConfig { Epsilon = 1e-5 });

    private static Dense Named(string name) => new(new DenseConfig { Name = name, Units = 4 });
}
