using Lamina.Formats.Onnx;
using Lamina.NN;
using Lamina.Tests.NN;
using static Lamina.Formats.Onnx.OnnxAttribute;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>What exporters write around layers is seen through: which layers come out of it.</summary>
public sealed class PatternTests
{
    private static readonly OnnxAttribute First = Of("perm", [0L, 3, 1, 2]);
    private static readonly OnnxAttribute Last = Of("perm", [0L, 2, 3, 1]);

    private static readonly (string Name, Func<OnnxBuilder> File, string Layers)[] Table =
    [
        ("channels last", () => Image().Given("w", Normal(8, 3, 3, 3)).Given("b", Normal(8))
            .Node("Transpose", "x", "a", First).Node("Conv", "a w b", "c", Of("auto_pad", "SAME_UPPER"), Of("strides", [2L, 2L]))
            .Node("Relu", "c", "d").Node("MaxPool", "d", "e", Of("kernel_shape", [2L, 2L]), Of("strides", [2L, 2L])).Node("Transpose", "e", "y", Last),
            "InputLayer Conv2D ReLU MaxPooling2D"),
        ("a bias behind", () => Image().Given("w", Normal(8, 3, 1, 1)).Given("b", Normal(1, 8, 1, 1))
            .Node("Transpose", "x", "a", First).Node("Conv", "a w", "c").Node("Add", "c b", "d").Node("Transpose", "d", "y", Last),
            "InputLayer Conv2D"),
        ("two branches", () => Image().Given("w", Normal(3, 3, 3, 3)).Given("s", Normal(3).Abs()).Given("m", Normal(3))
            .Node("Transpose", "x", "a", First).Node("Conv", "a w", "c", Of("pads", [1L, 1, 1, 1]))
            .Node("BatchNormalization", "c s m m s", "d").Node("Add", "d a", "e").Node("Concat", "e a", "f", Of("axis", 1L))
            .Node("GlobalAveragePool", "f", "g").Node("Squeeze", "g", "y", Of("axes", [2L, 3L])),
            "InputLayer Conv2D BatchNormalization Add Concatenate GlobalAveragePooling2D"),
        ("depthwise", () => Image().Given("w", Normal(6, 1, 3, 3)).Given("v", Normal(4, 6, 1, 1)).Given("b", Normal(4))
            .Node("Transpose", "x", "a", First).Node("Conv", "a w", "c", Of("group", 3L)).Node("Conv", "c v b", "d").Node("Transpose", "d", "y", Last),
            "InputLayer DepthwiseConv2D Conv2D"),
        ("flattened in Keras's order", () => Image().Given("w", Normal(8, 3, 3, 3)).Given("k", Normal(6 * 6 * 8, 4)).Given("b", Normal(4)).Wholes("s", -1, 6 * 6 * 8)
            .Node("Transpose", "x", "a", First).Node("Conv", "a w", "c").Node("Transpose", "c", "d", Last).Node("Reshape", "d s", "e")
            .Node("MatMul", "e k", "f").Node("Add", "f b", "y"),
            "InputLayer Conv2D Flatten Dense"),
        ("LSTM", () => Sequence().Given("w", Normal(1, 12, 4)).Given("r", Normal(1, 12, 3)).Given("b", Normal(1, 24))
            .Node("Transpose", "x", "a", Of("perm", [1L, 0, 2])).Node("LSTM", "a w r b", "h", Of("hidden_size", 3L))
            .Node("Squeeze", "h", "c", Of("axes", [1L])).Node("Transpose", "c", "y", Of("perm", [1L, 0, 2])),
            "InputLayer LSTM"),
        ("the last output of a GRU", () => Sequence().Given("w", Normal(1, 9, 4)).Given("r", Normal(1, 9, 3)).Given("b", Normal(1, 18))
            .Node("Transpose", "x", "a", Of("perm", [1L, 0, 2])).Node("GRU", "a w r b", "- h", Of("hidden_size", 3L), Of("linear_before_reset", 1L))
            .Node("Squeeze", "h", "y", Of("axes", [0L])),
            "InputLayer GRU"),
        ("both directions", () => Sequence().Given("w", Normal(2, 3, 4)).Given("r", Normal(2, 3, 3)).Wholes("s", 0, 0, -1)
            .Node("Transpose", "x", "a", Of("perm", [1L, 0, 2])).Node("RNN", "a w r", "h", Of("hidden_size", 3L), Of("direction", "bidirectional"))
            .Node("Transpose", "h", "c", Of("perm", [2L, 0, 1, 3])).Node("Reshape", "c s", "y"),
            "InputLayer Bidirectional"),
        ("batch first", () => Sequence(14).Given("w", Normal(1, 12, 4)).Given("r", Normal(1, 12, 3))
            .Node("LSTM", "x w r", "h", Of("hidden_size", 3L), Of("layout", 1L)).Wholes("s", 0, 0, -1).Node("Reshape", "h s", "y"),
            "InputLayer LSTM"),
        ("indices as numbers", () => new OnnxBuilder().Input("x", "batch", 5).Output("y").Given("t", Normal(7, 3))
            .Node("Cast", "x", "i", Of("to", 7L)).Node("Gather", "t i", "y"),
            "InputLayer Embedding"),
        ("Gemm", () => new OnnxBuilder().Input("x", "batch", 5).Output("y").Given("w", Normal(3, 5)).Given("b", Normal(1, 3))
            .Node("Gemm", "x w b", "y", Of("transB", 1L), Of("alpha", 0.5f), Of("beta", 2f)),
            "InputLayer Dense"),
        ("initializers among the inputs", () => new OnnxBuilder(8).Input("x", null, 5).Input("w", 5, 3).Output("y").Given("w", Normal(5, 3))
            .Node("MatMul", "x w", "y"),
            "InputLayer Dense"),
        ("a network of mean and variance", () => new OnnxBuilder().Input("x", "batch", 4, 6).Output("y").Given("g", Normal(6)).Given("b", Normal(6))
            .Given("two", Tensor.Scalar(2)).Given("e", Tensor.Scalar(1e-5)).Node("ReduceMean", "x", "m", Of("axes", [-1L])).Node("Sub", "x m", "d")
            .Node("Pow", "d two", "p").Node("ReduceMean", "p", "v", Of("axes", [-1L])).Node("Add", "v e", "f").Node("Sqrt", "f", "s").Node("Div", "d s", "n")
            .Node("Mul", "n g", "h").Node("Add", "h b", "y"),
            "InputLayer LayerNormalization"),
        ("transposed", () => Image().Given("w", Normal(3, 4, 3, 3))
            .Node("Transpose", "x", "a", First).Node("ConvTranspose", "a w", "c", Of("strides", [2L, 2L]), Of("pads", [0L, 0, 1, 1])).Node("Transpose", "c", "y", Last),
            "InputLayer Conv2DTranspose"),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Patterns_become_layers(string name)
    {
        var (_, file, layers) = Table.Single(row => row.Name == name);
        var model = file().Import();
        Assert.Equal(layers, string.Join(' ', model.Layers.Select(layer => layer.KerasName)));
        Assert.NotEmpty(model.Summary());
    }

    [SkippableFact]
    public void Patterns_predict_what_ONNX_Runtime_does()
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        using var runtime = new OnnxRuntime();

        // ONNX Runtime has no recurrent operators with the batch first.
        var models = Table.Where(row => row.Name != "batch first").Select(row => (row.Name, Model: row.File().Import(), File: row.File().Model)).ToArray();
        var data = models.Select(row => DataOf(row.Model)).ToArray();
        foreach (var (row, x) in models.Zip(data))
        {
            runtime.Add(row.File, [new Dictionary<string, Tensor> { ["x"] = x }]);
        }

        foreach (var ((row, x), answer) in models.Zip(data).Zip(runtime.Run()))
        {
            Assert.True(answer.Error is null, $"{row.Name}: {answer.Error}");
            var given = row.Model.Predict(x);
            Assert.Equal(Shape.Create(answer.Batches[0][0].Shape), given.Shape);
            Near.Assert(answer.Batches[0][0].Values, given.ToArray<double>(), Near.Formula, row.Name);
        }
    }

    [Fact]
    public void An_imported_model_is_trained_on()
    {
        var model = new OnnxBuilder().Input("x", "batch", 5).Output("y").Given("a.weight", Normal(5, 8)).Given("scale", Normal(8)).Given("b.weight", Normal(8, 1))
            .Node("MatMul", "x a.weight", "h").Node("Mul", "h scale", "s").Node("Erf", "s", "e").Node("MatMul", "e b.weight", "y").Import();
        Assert.Equal(["x", "a", "Mul_1", "Erf_2", "b"], model.Layers.Select(layer => layer.Name));
        Assert.Equal(["a/kernel", "Mul_1/scale", "b/kernel"], model.TrainableWeights.Select(weight => weight.Path));
        var x = Normal(64, 5).Evaluate();
        var target = x.Sum([1], keepDims: true).Evaluate();
        model.Compile(new Adam(0.01), new MeanSquaredError());
        var scale = model.Weights[1].ToArray();
        var history = model.Fit(x, target, epochs: 20, verbose: 0);
        Assert.True(history["loss"][^1] < 0.5 * history["loss"][0]);
        Assert.NotEqual(scale, model.Weights[1].ToArray());
    }

    [Fact]
    public void Model_Load_tells_where_each_variable_comes_from()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["m.onnx"], new OnnxBuilder().Input("x", "batch", 5).Output("y").Given("fc.weight", Normal(3, 5)).Given("fc.bias", Normal(3))
            .Node("Gemm", "x fc.weight fc.bias", "h", Of("transB", 1L)).Node("Erf", "h", "y").Bytes);
        Model.Load(folder["m.onnx"], out var report);
        Assert.Equal(
            $"""
            {folder["m.onnx"]}: 2 variables loaded: 2 by path
              fc/kernel [5, 3] ← fc.weight (path; from [3, 5])
              fc/bias [3] ← fc.bias (path)
              note: Keras has no layers for Erf; the model predicts and trains with layers of its own for them, and is saved in no form of Keras.
            """.ReplaceLineEndings("\n"),
            report.ToString());
    }

    [Theory]
    [InlineData(OnnxDataType.Float16, new byte[] { 0x00, 0x3C, 0x00, 0xC0 }, new[] { 1.0, -2 })]
    [InlineData(OnnxDataType.BFloat16, new byte[] { 0x80, 0x3F, 0x00, 0xC0 }, new[] { 1.0, -2 })]
    [InlineData(OnnxDataType.Int8, new byte[] { 1, 0xFE }, new[] { 1.0, -2 })]
    [InlineData(OnnxDataType.UInt8, new byte[] { 1, 0xFE }, new[] { 1.0, 254 })]
    [InlineData(OnnxDataType.Int16, new byte[] { 1, 0, 0xFE, 0xFF }, new[] { 1.0, -2 })]
    [InlineData(OnnxDataType.Int64, new byte[] { 1, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x7F }, new[] { 1.0, int.MaxValue })]
    [InlineData(OnnxDataType.Bool, new byte[] { 1, 0 }, new[] { 1.0, 0 })]
    [InlineData(OnnxDataType.Double, new byte[] { 0, 0, 0, 0, 0, 0, 0xF0, 0x3F, 0, 0, 0, 0, 0, 0, 0, 0xC0 }, new[] { 1.0, -2 })]
    public void Values_of_all_types_are_read(object type, byte[] raw, double[] values)
    {
        var tensor = new OnnxTensor { Name = "w", DataType = (OnnxDataType)type, Dims = [2], RawData = raw };
        Assert.Equal(values, Lamina.Formats.Onnx.Import.GivenTensors.Read(tensor, new Lamina.Formats.Onnx.Import.ImportFile("m", null)).ToArray<double>());
    }

    private static OnnxBuilder Image() => new OnnxBuilder(12).Input("x", "batch", 8, 8, 3).Output("y");

    private static OnnxBuilder Sequence(int opset = 12) => new OnnxBuilder(opset).Input("x", "batch", "time", 4).Output("y");

    private static Tensor DataOf(Model model)
    {
        Shape shape = [3, .. model.Inputs[0].Shape[1..].Select(axis => axis == Shape.Unknown ? 6 : axis)];
        return model.Layers[1] is Embedding ? Tensor.Full(shape, 2).Evaluate() : Training.Normal(1, [.. shape]).Evaluate();
    }

    private static Tensor Normal(params int[] axes) => (0.3 * Training.Normal(axes.Sum(), axes)).Evaluate();
}
