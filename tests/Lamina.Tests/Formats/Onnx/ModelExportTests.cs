using Lamina.Formats.Onnx;
using Lamina.Formats.Onnx.Export;
using Lamina.NN;
using Lamina.Tests.NN;
using RandomUniform = Lamina.Ops.RandomUniform;

namespace Lamina.Tests.Formats.Onnx;

/// <summary>What models become in ONNX, besides their numbers.</summary>
public sealed class ModelExportTests(ModelExportTests.Exports exports) : IClassFixture<ModelExportTests.Exports>
{
    private static readonly ExportCase[] Table =
    [
        new("dense", () => Sequential([4], new Dense(8, "relu"), new Dense(3, "softmax")), [4]) { Ops = "Gemm Relu Gemm Softmax" },
        new("dense on sequences", () => Sequential([5, 4], new Dense(3, "tanh")), [5, 4]) { Ops = "MatMul Add Tanh" },
        new("convolutional network", () => Sequential(
            [8, 8, 3],
            new Conv2D(4, 3, activation: "relu", padding: Padding.Same), new BatchNormalization(), new MaxPooling2D(2),
            new ZeroPadding2D(1), new Conv2D(6, 3), new LeakyReLU(), new AveragePooling2D(2, padding: Padding.Same),
            new GlobalAveragePooling2D(), new Dense(5)), [8, 8, 3])
        {
            Ops = "Transpose Conv Relu BatchNormalization MaxPool Pad Conv LeakyRelu AveragePool GlobalAveragePool Reshape Gemm",
        },
        new("residual network", Residual, [6, 6, 4])
        {
            Ops = "Transpose Conv BatchNormalization Relu Conv BatchNormalization Add Relu Transpose Reshape Gemm",
        },
        new("inception", Inception, [6, 6, 4]) { Ops = "Transpose Conv Conv Concat Elu Transpose" },
        new("separable", () => Sequential([6, 6, 4], new DepthwiseConv2D(3), new SeparableConv2D(5, 2, activation: "silu")), [6, 6, 4])
        {
            Ops = "Transpose Conv Conv Conv Sigmoid Mul Transpose",
        },
        new("autoencoder", () => Sequential([8, 8, 1], new Conv2D(2, 3, strides: 2, padding: Padding.Same), new Conv2DTranspose(1, 3, strides: 2, padding: Padding.Same)), [8, 8, 1])
        {
            Ops = "Reshape Conv ConvTranspose Reshape",
        },
        new("LSTM", () => Sequential([6, 3], new LSTM(4, returnSequences: true), new LSTM(2)), [6, 3])
        {
            Ops = "Transpose LSTM Reshape LSTM Reshape",
        },
        new("GRU, both directions", () => Sequential([6, 3], new Bidirectional(new GRU(4))), [6, 3])
        {
            Ops = "Transpose GRU Reshape GRU Reshape Concat",
        },
        new("transformer", Transformer, [5, 8])
        {
            Ops = "Reshape Gemm Reshape Mul Gemm Reshape Transpose Transpose MatMul Softmax Gemm Reshape Transpose MatMul Transpose Reshape Gemm Reshape Add"
                + " LayerNormalization MatMul Add Mul Mul Erf Add Mul MatMul Add Add LayerNormalization ReduceMean Reshape Gemm Softmax",
        },
        new("text", () => Sequential(new Input([6], DType.Int32), new Embedding(20, 4), new Conv1D(3, 3, activation: "gelu"), new GlobalMaxPooling1D()), [6])
        {
            Values = Indices(20),
        },
        new("text with a mask", () => Sequential(
            new Input([6], DType.Int32), new Embedding(new EmbeddingConfig { InputDim = 20, OutputDim = 4, MaskZero = true }), new LSTM(3, returnSequences: true),
            new Bidirectional(new GRU(2)), new Dense(2)), [6])
        {
            Values = Indices(20),
            Ops = "Gather Transpose MatMul Add Equal Not Shape Concat Expand Scan MatMul Add Concat Expand Scan MatMul Add Scan Concat Gemm",
        },
        new("text with a mask, of any length", () => Sequential(
            new Input([Shape.Unknown], DType.Int32), new Embedding(new EmbeddingConfig { InputDim = 20, OutputDim = 4, MaskZero = true }),
            new Bidirectional(new LSTM(3, returnSequences: true)), new SimpleRNN(2)), [7])
        {
            Values = Indices(20), OtherShape = [4],
        },
        new("text of any length", () => Sequential(
            new Input([Shape.Unknown], DType.Int32), new Embedding(20, 4), new Dense(3, "tanh"), new GlobalAveragePooling1D()), [7])
        {
            Values = Indices(20), OtherShape = [3],
        },
        new("attention of any length", AnyLength, [7, 4]) { OtherShape = [3, 4] },
        new("images of any size", () => Sequential(
            [Shape.Unknown, Shape.Unknown, 2], new Conv2D(3, 3, "relu", strides: 2, padding: Padding.Same), new MaxPooling2D(2),
            new GlobalMaxPooling2D(), new Dense(2)), [9, 8, 2])
        {
            OtherShape = [12, 7, 2],
        },
        new("decoder of any size", () => Sequential(
            [Shape.Unknown, Shape.Unknown, 2], new Conv2DTranspose(3, 3, strides: 2, padding: Padding.Same), new UpSampling2D(2)), [3, 4, 2])
        {
            OtherShape = [5, 2, 2],
        },
        new("recurrence of any length", () => Sequential([Shape.Unknown, 3], new GRU(4, returnSequences: true), new SimpleRNN(2)), [7, 3]) { OtherShape = [4, 3] },
        new("masks through layers", Masked, [6, 3]),
        new("masks that queries and keys have", () =>
        {
            var (x, y) = (new Input([6], DType.Int32).Output, new Input([6], DType.Int32).Output);
            var embedding = new Embedding(new EmbeddingConfig { InputDim = 20, OutputDim = 4, MaskZero = true });
            var (a, b) = (embedding.Apply(x), embedding.Apply(y));
            return new Model([x, y], [new GlobalAveragePooling1D().Apply(new Attention().Apply(a, b)), new MultiHeadAttention(2, 3).Apply(a, b)]);
        }, [6])
        {
            Values = Indices(20),
        },
        new("inputs of one unknown length", () =>
        {
            var (x, y) = (new Input(Shape.Unknown, 3).Output, new Input(Shape.Unknown, 3).Output);
            return new Model([x, y], [new Dense(2).Apply(new Add().Apply(x, y))]);
        }, [6, 3]) { OtherShape = [4, 3] },
        new("inputs of two unknown lengths", () =>
        {
            var (x, y) = (new Input(Shape.Unknown, 3).Output, new Input(5, 3).Output);
            return new Model([x, y], [new MultiHeadAttention(2, 4).Apply(x, y)]);
        }, [5, 3]),
        new("bytes", () => Sequential(
            new Input([4, 4, 3], DType.UInt8), new Lambda(static x => x.Cast(DType.Float32) / 255), new Conv2D(2, 3, "relu"), new Flatten(), new Dense(2)), [4, 4, 3])
        {
            Values = x => (x.Abs() * 80).Clip(0, 255).Cast(DType.UInt8),
        },
        new("whole numbers of 64 bits", () => Sequential(new Input([3], DType.Int64), new Embedding(20, 4), new Flatten()), [3])
        {
            Values = x => Indices(20)(x).Cast(DType.Int64),
        },
        new("categories", () => Sequential(
            new Input([3], DType.Int32), new IntegerLookup(vocabulary: [2, 3, 5, 7], outputMode: OutputMode.MultiHot)), [3]) { Values = Indices(9) },
        new("derived model", () =>
        {
            var model = new Derived();
            model.Predict(Training.Normal(1, 2, 4));
            return model;
        }, [4]),
        new("Fourier transform", () => Sequential([8], new Lambda(Spectrum)), [8]),
        new("special functions", () => Sequential([4], new Lambda(static x => Tensor.Concat([Tensor.Arctan2(x, x.Flip(-1)), x.Log1p(), x.Expm1(), x.Erfc(), Tensor.Mod(x, 0.3 * x.OnesLike())]))), [4])
        {
            Values = static x => 0.1 + x.Abs(),
        },
        new("order", () => Sequential([6], new Lambda(static x => Tensor.Concat(
            [x.Sort(), x.Sort(descending: true), x.CumulativeSum(reverse: true), x.ArgMax().Cast(DType.Float32).ExpandDims(-1), x.Min(-1, keepDims: true)]))), [6]),
        new("shared layer and nested model", Nested, [4]),
        new("function", () => Sequential([4], new Lambda(static x => x.Square() * x.Sigmoid() + x.Max(-1, keepDims: true))), [4]),
        new("output that is an input", () =>
        {
            var x = new Input(3).Output;
            return new Model([x], [x, new Dense(2).Apply(x), x]);
        }, [3]),
        new("float64", Doubles, [4]) { Values = x => x.Cast(DType.Float64), Ops = "Gemm Tanh Gemm" },
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [SkippableTheory, MemberData(nameof(Names))]
    public void A_model_gives_the_same_in_ONNX_Runtime(string name)
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        exports.Check(name);
    }

    [SkippableFact]
    public void Models_pass_the_checker_of_ONNX()
    {
        Skip.If(OnnxRuntime.Missing is not null, OnnxRuntime.Missing);
        Assert.Empty(exports.Complaints());
    }

    [Theory, MemberData(nameof(Names))]
    public void A_model_becomes_the_operators_that_one_expects(string name)
    {
        var c = Table.Single(c => c.Name == name);
        Seed.Set(1);
        var graph = OnnxExport.Of(c.Model()).Graph!;
        if (c.Ops is not null)
        {
            var ops = string.Join(' ', graph.Node.Select(node => node.OpType));
            Assert.True(c.Ops == ops, ops);
        }

        Assert.Equal(graph.Node.Count, graph.Node.Select(node => node.Name).Distinct().Count());
    }

    [Fact]
    public void Names_are_those_of_layers_and_weights()
    {
        var model = new Sequential([new Input(4), new Dense(new DenseConfig { Units = 3, Name = "hidden" }), new Dense(new DenseConfig { Units = 2, Name = "out" })], "net");
        var graph = OnnxExport.Of(model).Graph!;
        Assert.Equal("net", graph.Name);
        Assert.Equal(["hidden/Gemm", "out/Gemm"], graph.Node.Select(node => node.Name));
        Assert.Equal(["net/hidden/kernel", "net/hidden/bias", "net/out/kernel", "net/out/bias"], graph.Initializer.Select(weight => weight.Name));
        Assert.Equal([model.Inputs[0].Name], graph.Input.Select(input => input.Name));
        Assert.Equal(["out"], graph.Output.Select(output => output.Name));
        Assert.Equal([new OnnxDimension(null, "batch"), new OnnxDimension(4)], graph.Input[0].Type!.Shape!);
        Assert.Equal([new OnnxDimension(null, "batch"), new OnnxDimension(2)], graph.Output[0].Type!.Shape!);
    }

    [Fact]
    public void The_same_model_gives_the_same_bytes()
    {
        using var folder = new TemporaryFolder();
        var model = Transformer();
        model.Export(folder["a.onnx"]);
        model.Export(folder["b.onnx"]);
        Assert.Equal(File.ReadAllBytes(folder["a.onnx"]), File.ReadAllBytes(folder["b.onnx"]));
        Assert.Equal(["a.onnx", "b.onnx"], folder.Files);
        Assert.Equal(OnnxExport.Of(model).Write().ToArray(), OnnxFile.Read(folder["a.onnx"]).Write().ToArray());
    }

    [Fact]
    public void What_is_too_large_for_the_format_is_refused_before_it_is_written()
    {
        using var folder = new TemporaryFolder();
        var piece = new OnnxTensor { Name = "w", DataType = OnnxDataType.UInt8, Dims = [1 << 28], RawData = new byte[1 << 28] };
        var model = new OnnxModel { Graph = new OnnxGraph { Initializer = [.. Enumerable.Repeat(piece, 8)] } };
        var error = Assert.Throws<NotSupportedException>(() => OnnxFile.Write(folder["a.onnx"], model));
        Assert.Equal(
            $"'{folder["a.onnx"]}' cannot be written: the model has {model.Write().Length} bytes, and a file of ONNX holds at most 2147483647.", error.Message);
        Assert.Empty(folder.Files);
    }

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory, MemberData(nameof(RefusedNames))]
    public void What_cannot_be_exported_is_refused_by_name(string name)
    {
        var (model, message) = Refused[name];
        var error = Assert.Throws<NotSupportedException>(() => OnnxExport.Of(model()));
        Assert.True(error.Message.StartsWith(message, StringComparison.Ordinal), error.Message);
    }

    [Fact]
    public void A_model_without_weights_or_another_ending_is_refused()
    {
        var model = new Sequential([new Dense(3)], "net");
        var built = Assert.Throws<InvalidOperationException>(() => model.Export("net.onnx"));
        Assert.Equal(
            "'net' is not built, so it cannot be exported: its layers have no weights until the shape of the input is known."
            + "\n  hint: begin with an Input, or call Build or Predict first.",
            built.Message);
        var ending = Assert.Throws<ArgumentException>(() => model.Export("net.pb"));
        Assert.StartsWith(
            "Export needs a path that ends in '.onnx'; it was given 'net.pb'.\n  hint: Save writes the files that Keras and Lamina open.",
            ending.Message, StringComparison.Ordinal);
    }

    private static readonly Dictionary<string, (Func<Model> Model, string Message)> Refused = new()
    {
        ["state"] = (
            () => new Sequential([new Input(new InputConfig { BatchShape = [2, 3, 4] }), new LSTM(new LSTMConfig { Units = 2, Stateful = true, Name = "memory" })], "net"),
            "'net' cannot be exported to ONNX: it carries 'memory/rnn_state' from one prediction to the next, and a graph of ONNX"
            + " keeps nothing.\n  hint: build the model with stateful: false, or make the state an input and an output."),
        ["op"] = (
            () => Sequential([3, 3], Function("root", static x => x.Cholesky())),
            "'root' (Lambda) cannot be exported to ONNX: ONNX 17 has no operator for Cholesky.\n  op: Cholesky(float32[7, 3, 3]) → float32[7, 3, 3]"
            + "\n  in: net › root (Lambda)\n  hint: compute this part outside the model, and export what stands before and behind it."),
        ["batch as a number"] = (
            () => Sequential([3], Function("counts", static x => x * Math.Sqrt(x.Shape[0]))),
            "'counts' (Lambda) cannot be exported to ONNX: Fill(2.6457513110645907) depends on the size of the batch, or of another axis that is"
            + " not known, in a way that ONNX cannot say.\n  op: Fill(2.6457513110645907)() → float32[]\n  in: net › counts (Lambda)"
            + "\n  hint: give the model's inputs a fixed shape, all but the batch, and decide nothing by the size of a batch."),
        ["batch decides"] = (
            () => Sequential([3], Function("chooses", static x => x.Shape[0] > 7 ? x : x.Tanh())),
            "'net' cannot be exported to ONNX: for inputs of other lengths it does not run as many ops: 1 or 0, in net › chooses (Lambda)."
            + "\n  hint: give the inputs a fixed shape, all but the batch, and decide nothing by the size of a batch."),
        ["random numbers"] = (
            () => Sequential([3], Function("noise", static x => new RandomUniform(x.Shape, 1).Of(Tensor.Scalar(1, DType.Int32)) + x)),
            "'noise' (Lambda) cannot be exported to ONNX: it draws random numbers in prediction, and ONNX draws others."),
        ["bins of unknown size"] = (
            () => Sequential([Shape.Unknown, 3], new AdaptiveMaxPooling1D(2)),
            "'net' cannot be exported to ONNX: for inputs of other lengths it does not run as many ops: 5 or 1, in net ›"),
    };

    private static Lambda Function(string name, Func<Tensor, Tensor> function) =>
        new(new LambdaConfig { Function = LambdaFunction.Of(function, name), Name = name });

    private static Func<Tensor, Tensor> Indices(int count) => x => (x.Abs() * 7).Cast(DType.Int32) - (count * ((x.Abs() * 7).Floor() / count).Floor()).Cast(DType.Int32);

    private static Sequential Sequential(Shape input, params Layer[] layers) => new([new Input(input, DType.Float32), .. layers], "net");

    private static Sequential Sequential(params Layer[] layers) => new(layers, "net");

    private static Model Residual()
    {
        var x = new Input([6, 6, 4]).Output;
        var y = new Conv2D(new Conv2DConfig { Filters = 4, KernelSize = 3, Padding = Padding.Same, UseBias = false }).Apply(x);
        y = new ReLU().Apply(new BatchNormalization().Apply(y));
        y = new BatchNormalization().Apply(new Conv2D(4, 3, padding: Padding.Same).Apply(y));
        y = new ReLU().Apply(new Add().Apply(x, y));
        return new Model([x], [new Dense(2).Apply(new Flatten().Apply(y))]);
    }

    private static Model Inception()
    {
        var x = new Input([6, 6, 4]).Output;
        var y = new Concatenate().Apply(new Conv2D(3, 1).Apply(x), new Conv2D(2, 3, padding: Padding.Same).Apply(x));
        return new Model([x], [new ELU().Apply(y)]);
    }

    private static Model Transformer()
    {
        var x = new Input([5, 8]).Output;
        var y = new LayerNormalization().Apply(new Add().Apply(x, new MultiHeadAttention(2, 4).Apply(x, x)));
        y = new LayerNormalization(1e-6).Apply(new Add().Apply(y, new Dense(8).Apply(new Dense(16, "gelu").Apply(y))));
        return new Model([x], [new Dense(3, "softmax").Apply(new GlobalAveragePooling1D().Apply(y))]);
    }

    private static Model AnyLength()
    {
        var x = new Input([Shape.Unknown, 4]).Output;
        var y = new MultiHeadAttention(2, 3).Apply(x, x);
        return new Model([x], [new LayerNormalization().Apply(new Add().Apply(x, y))]);
    }

    private static Model Masked()
    {
        var x = new Input([6, 3]).Output;
        var y = new Masking(0.5).Apply(x);
        var z = new LSTM(4, returnSequences: true).Apply(y);
        return new Model([x],
        [
            new TimeDistributed(new Dense(2)).Apply(z), new GlobalAveragePooling1D().Apply(z), new ConvLSTM1D(2, 2).Apply(new Reshape(6, 3, 1).Apply(x)),
            new RNN(new StackedRNNCells(new GRUCell(2), new LSTMCell(3))).Apply(y),
        ]);
    }

    private static Tensor Spectrum(Tensor x)
    {
        var (real, imaginary) = Tensor.Fft((x, x.Square()));
        var (back, _) = Tensor.Ifft((real, imaginary));
        return Tensor.Concat([real, imaginary, back]);
    }

    private static Model Nested()
    {
        var shared = new Dense(3, "relu");
        var (a, b) = (new Input(4).Output, new Input(4).Output);
        var inner = new Sequential([new Input(3), new Dense(2, "tanh")]);
        var sum = new Multiply().Apply(shared.Apply(a), shared.Apply(b));
        return new Model([a, b], [inner.Apply(sum), new Subtract().Apply(shared.Apply(a), sum)]);
    }

    private static Model Doubles()
    {
        var x = new Input(new InputConfig { BatchShape = [Shape.Unknown, 4], DType = DType.Float64 }).Output;
        return new Model([x], [new Dense(new DenseConfig { Units = 2, Precision = DType.Float64 }).Apply(
            new Dense(new DenseConfig { Units = 3, Activation = "tanh", Precision = DType.Float64 }).Apply(x))]);
    }

    private sealed class Derived : Model
    {
        private readonly Dense _first, _second;

        public Derived()
            : base("derived")
        {
            _first = AddLayer(new Dense(5, "relu"));
            _second = AddLayer(new Dense(2));
        }

        protected override Tensor Call(Tensor x, CallContext context) => _second.Apply(_first.Apply(x, context), context) + x.Sum(-1, keepDims: true);
    }

    /// <summary>A model to export.</summary>
    internal sealed record ExportCase(string Name, Func<Model> Model, Shape Input)
    {
        /// <summary>The operators that it becomes, if they are looked at.</summary>
        public string? Ops { get; init; }

        /// <summary>What it is given, made of normal numbers.</summary>
        public Func<Tensor, Tensor> Values { get; init; } = x => x;

        /// <summary>Another shape of one sample.</summary>
        public Shape? OtherShape { get; init; }
    }

    /// <summary>All models, exported and run once.</summary>
    public sealed class Exports : IDisposable
    {
        private readonly OnnxRuntime _runtime = new();
        private readonly Dictionary<string, OnnxComparison> _models = [];
        private readonly Dictionary<string, Exception> _errors = [];
        private readonly OnnxAnswer[] _answers = [];

        public Exports()
        {
            if (OnnxRuntime.Missing is not null)
            {
                return;
            }

            foreach (var c in Table)
            {
                try
                {
                    _models[c.Name] = Compare(c);
                }
                catch (Exception e) when (e is NotSupportedException or InvalidOperationException or ArgumentException)
                {
                    _errors[c.Name] = e;
                }
            }

            _answers = _runtime.Run();
        }

        public void Dispose() => _runtime.Dispose();

        public void Check(string name)
        {
            Assert.False(_errors.TryGetValue(name, out var error), $"{error}");
            _models[name].Check(_answers[_models[name].Job]);
        }

        private OnnxComparison Compare(ExportCase c)
        {
            Seed.Set(1);
            var model = c.Model();
            OnnxComparison.Scramble(model);
            return new OnnxComparison(_runtime, model, Data(c, model, 1, c.Input), Data(c, model, 5, c.OtherShape ?? c.Input));
        }

        public IEnumerable<string> Complaints()
        {
            var complaints = _runtime.Check();
            return _models.Where(model => complaints[model.Value.Job].Length > 0).Select(model => $"{model.Key}: {complaints[model.Value.Job]}");
        }

        private static Tensor[] Data(ExportCase c, Model model, int batch, Shape shape) =>
            [.. model.Inputs.Select((_, i) => c.Values(Training.Normal(5 + i, [batch, .. shape])).Evaluate())];
    }
}
