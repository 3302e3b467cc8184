using Lamina.Formats.Onnx;
using static Lamina.Formats.Onnx.OnnxAttribute;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>What is wrong with a file is told with the file, the node and the remedy.</summary>
public sealed class ImportErrorTests
{
    private static readonly (string Name, Func<OnnxBuilder> File, string Message)[] Table =
    [
        ("unknown operators", () => Begun().Node("QuantizeLinear", "x", "a").Node("Loop", "a", "b")
            .Node(new OnnxNode { OpType = "Fancy", Domain = "com.example", Input = ["b"], Output = ["y"] }),
            """
            m.onnx: 3 of its 3 nodes have operators that Lamina does not import: Fancy, Loop, QuantizeLinear.
              node 'QuantizeLinear_0' (QuantizeLinear): ai.onnx, opset 13
              node 'Loop_1' (Loop): ai.onnx, opset 13
              the node that gives 'y' (Fancy): com.example, opset 1
              hint: export the model by tracing, with sizes that are known, so that nothing is chosen or repeated while it runs.
            """),
        ("quantized", () => Begun().Node("QLinearConv", "x", "y"),
            """
            m.onnx: 1 of its 1 nodes have operators that Lamina does not import: QLinearConv.
              node 'QLinearConv_0' (QLinearConv): ai.onnx, opset 13
              hint: import the model that was quantized, in floating point.
            """),
        ("opset", () => new OnnxBuilder(opset: 6).Input("x", "batch", 3).Output("y").Node("Relu", "x", "y"),
            """
            m.onnx: the model is of opset 6; Lamina imports opsets 7 to 21.
              hint: export it again with an opset of these, or convert it with onnx.version_converter.
            """),
        ("cycle", () => Begun().Node("Add", "x b", "a").Node("Relu", "a", "b").Node("Relu", "b", "y"),
            "m.onnx: node 'Relu_1' (Relu) reads what follows from it, by 'b'; a graph has no cycles."),
        ("missing input", () => Begun().Node("Add", "x w", "y"),
            "m.onnx: node 'Add_0' (Add) reads 'w', which is no input, no initializer and given by no node."),
        ("missing output", () => Begun().Node("Relu", "x", "z"),
            "m.onnx: the list of outputs names 'y', which is no input, no initializer and given by no node."),
        ("given twice", () => Begun().Node("Relu", "x", "y").Node("Tanh", "x", "y"),
            "m.onnx: 'y' is given twice, once by node 'Tanh_1' (Tanh); every value has a name of its own."),
        ("two initializers", () => Begun().Wholes("w", 1).Wholes("w", 2).Node("Relu", "x", "y"),
            "m.onnx: two initializers are named 'w'."),
        ("no output", () => new OnnxBuilder().Input("x", "batch", 3).Node("Relu", "x", "y"), "m.onnx: the graph has no outputs."),
        ("no input", () => new OnnxBuilder().Output("y").Wholes("x", 1).Node("Neg", "x", "y"),
            "m.onnx: the graph has no inputs, so there is nothing to predict from."),
        ("shapes", () => Begun().Given("w", Tensor.Zeros([4, 2])).Node("MatMul", "x w", "y"),
            """
            m.onnx: node 'MatMul_0' (MatMul): MatMul needs axis -1 of a (3) to equal axis -2 of b (4).
              a: [2, 3]
              b: [4, 2]
            """),
        ("too few bytes", () => Begun().Given(new OnnxTensor { Name = "w", DataType = OnnxDataType.Float, Dims = [1000, 1000], RawData = new byte[8] })
            .Node("Add", "x w", "y"), "m.onnx: the tensor 'w' (Float) has the axes [1000, 1000], so 4000000 bytes; there are 8."),
        ("too few numbers", () => Begun().Given(new OnnxTensor { Name = "w", DataType = OnnxDataType.Float, Dims = [3], FloatData = [1] })
            .Node("Add", "x w", "y"), "m.onnx: the tensor 'w' (Float) has the axes [3], so 3 values; there are 1."),
        ("huge axes", () => Begun().Given(new OnnxTensor { Name = "w", DataType = OnnxDataType.Float, Dims = [1L << 40, 1L << 40], FloatData = [1] })
            .Node("Add", "x w", "y"),
            "m.onnx: the tensor 'w' (Float) has the axes [1099511627776, 1099511627776]; a tensor has from 0 to 2147483647 values."),
        ("negative axes", () => Begun().Given(new OnnxTensor { Name = "w", DataType = OnnxDataType.Float, Dims = [-3], FloatData = [1] })
            .Node("Add", "x w", "y"), "m.onnx: the tensor 'w' (Float) has the axes [-3]; a tensor has from 0 to 2147483647 values."),
        ("strings", () => Begun().Given(new OnnxTensor { Name = "w", DataType = OnnxDataType.String, Dims = [1], StringData = ["a"] })
            .Node("Add", "x w", "y"),
            "m.onnx: elements of type String are not among those that Lamina imports: floating-point numbers, whole numbers and truth values."),
        ("large numbers", () => Begun().Wholes("w", 1L << 40).Node("Gather", "x w", "y"),
            "m.onnx: the tensor 'w' (Int64) holds 1099511627776; Lamina computes with whole numbers of 32 bits, from -2147483648 to 2147483647."),
        ("huge sample", () => new OnnxBuilder().Input("x", "batch", 1 << 20, 1 << 20).Output("y").Node("Relu", "x", "y"),
            "m.onnx: a sample of the input 'x' has the shape [batch, 1048576, 1048576]; Lamina takes at most 134217728 elements."),
        ("bomb", () => Begun().Wholes("s", 30000, 30000).Node("ConstantOfShape", "s", "c").Node("Add", "x c", "y"),
            "m.onnx: node 'ConstantOfShape_0' (ConstantOfShape): it makes [30000, 30000] of values that stand in the file, which has 147 bytes;"
            + " Lamina does not make much more of a file than it holds."),
        ("no batch", () => Begun().Input("z", 4, 3).Node("Add", "x z", "y"),
            """
            m.onnx: the input 'z' has the shape [4, 3], which has no axis of samples like 'x' with [batch, 3]; Lamina's models take as many rows of each input.
              hint: export the model with the first axis of each input named 'batch' as a dynamic axis.
            """),
        ("output without samples", () => Begun().Node("ReduceMean", "x", "y", Of("axes", [0L]), Of("keepdims", 0L)),
            "m.onnx: the output 'y' has the shape [3], without an axis of the samples; Lamina's models give a row for each row that they take."),
        ("constant output", () => Begun().Wholes("w", 1, 2).Node("Neg", "w", "y"),
            "m.onnx: the output 'y' does not depend on the inputs; Lamina's models give a row for each row that they take."),
        ("depends on data", () => Begun().Node("Cast", "x", "i", Of("to", 7L)).Node("Reshape", "x i", "y"),
            "m.onnx: node 'Reshape_1' (Reshape): the values of input 1 ('i') depend on the data; Lamina needs them before a plan runs."),
        ("second output", () => new OnnxBuilder().Input("x", "batch", 1, 4, 4).Output("y", "z").Node("MaxPool", "x", "y z", Of("kernel_shape", [2L, 2L])),
            "m.onnx: node 'MaxPool_0' (MaxPool): its output 'z' is not computed by Lamina."),
        ("for training", () => new OnnxBuilder(15).Input("x", "batch", 2).Output("y").Given("w", Tensor.Ones([2]))
            .Node("BatchNormalization", "x w w w w", "y", Of("training_mode", 1L)),
            """
            m.onnx: node 'BatchNormalization_0' (BatchNormalization): it is exported for training, so that it gives the statistics of a batch.
              hint: export the model for inference.
            """),
        ("external, no folder", () => Begun().Given(External("w.bin")).Node("Add", "x w", "y"),
            """
            m.onnx: the tensor 'w' lies in another file, and this model is read without a folder
              hint: load the model by its path, or export it with all values inside.
            """),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void A_file_that_is_wrong_is_refused_with_the_place_and_the_remedy(string name)
    {
        var (_, file, message) = Table.Single(row => row.Name == name);
        var error = Assert.Throws<LaminaFormatException>(() => file().Import());
        Assert.Equal(message.ReplaceLineEndings("\n"), error.Message);
    }

    [Theory]
    [InlineData("../w.bin")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../w.bin")]
    [InlineData("\\w.bin")]
    [InlineData("C:\\w.bin")]
    [InlineData("link.bin")]
    [InlineData("")]
    public void Values_outside_the_folder_are_not_read(string location)
    {
        using var outer = new TemporaryFolder();
        File.WriteAllBytes(outer["w.bin"], new byte[12]);
        var folder = Directory.CreateDirectory(outer["model"]).FullName;
        File.CreateSymbolicLink(Path.Combine(folder, "link.bin"), outer["w.bin"]);
        var error = Assert.Throws<LaminaFormatException>(() => Begun().Given(External(location)).Node("Add", "x w", "y").Import(folder));
        Assert.Equal($"m.onnx: the tensor 'w' is said to lie at '{location}'; only files within the model's folder are read.", error.Message);
    }

    [Fact]
    public void Values_beside_the_model_are_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["w.bin"], [.. new byte[4], .. new[] { 1f, 2f, 3f }.SelectMany(BitConverter.GetBytes)]);
        var file = Begun().Given(External("w.bin", ("offset", "4"), ("length", "12"))).Node("Add", "x w", "y");
        Assert.Equal([2, 4, 6], file.Import(folder.Path).Predict(new float[,] { { 1, 2, 3 } }).ToArray());

        var error = Assert.Throws<LaminaFormatException>(
            () => Begun().Given(External("w.bin", ("offset", "8"))).Node("Add", "x w", "y").Import(folder.Path));
        Assert.Equal("m.onnx: the tensor 'w' lies at 8, 12 bytes long, of 'w.bin', which has 16.", error.Message);
        error = Assert.Throws<LaminaFormatException>(() => Begun().Given(External("v.bin")).Node("Add", "x w", "y").Import(folder.Path));
        Assert.Equal(
            "m.onnx: the tensor 'w' lies in 'v.bin', which is not beside the model\n  hint: keep the files of a model together, as they were exported.",
            error.Message);
    }

    [Fact]
    public void A_graph_that_is_too_deep_is_refused()
    {
        var file = new OnnxBuilder().Input("x0", "batch", 3).Output("x5000");
        for (var i = 0; i < 5000; i++)
        {
            file.Node("Relu", $"x{i}", $"x{i + 1}");
        }

        var error = Assert.Throws<LaminaFormatException>(() => file.Import());
        Assert.Equal("m.onnx: more than 4000 nodes follow each other; Lamina imports no deeper graphs.", error.Message);
    }

    [Fact]
    public void A_graph_that_is_not_quite_too_deep_is_imported()
    {
        var file = new OnnxBuilder().Input("x0", "batch", 3).Output("x3999");
        for (var i = 0; i < 3999; i++)
        {
            file.Node("Relu", $"x{i}", $"x{i + 1}");
        }

        Assert.Equal([0, 2, 3], file.Predict(new float[,] { { -1, 2, 3 } }).ToArray());
    }

    private static OnnxBuilder Begun() => new OnnxBuilder().Input("x", "batch", 3).Output("y");

    private static OnnxTensor External(string location, params (string Key, string Value)[] others) => new()
    {
        Name = "w",
        DataType = OnnxDataType.Float,
        Dims = [3],
        IsExternal = true,
        ExternalData = [new("location", location), .. others.Select(pair => new KeyValuePair<string, string>(pair.Key, pair.Value))],
    };
}
