using Lamina.Formats.Onnx;

namespace Lamina.Tests.Formats.Onnx;

public sealed class OnnxRecordTests
{
    [Fact]
    public void A_model_is_read_as_it_was_written()
    {
        var bytes = Example().Write().ToArray();
        var model = OnnxModel.Read(bytes, "a.onnx");
        Assert.Equal(bytes, model.Write().ToArray());
        Assert.Equal(8, model.IrVersion);
        Assert.Equal(new OnnxOperatorSet("", 17), Assert.Single(model.OpsetImport));
        Assert.Equal("1", Assert.Single(model.MetadataProps).Value);
        Assert.Equal([new OnnxDimension(null, "batch"), new OnnxDimension(3), new OnnxDimension(null)], model.Graph!.Input[0].Type!.Shape!);
        Assert.Equal(12, model.Graph.Initializer[0].RawData!.Value.Length);
        Assert.Equal(OnnxAttributeType.Graph, model.Graph.Node[0].Attribute[^1].Type);
    }

    [Fact]
    public void What_is_no_model_is_refused_with_its_place()
    {
        var bytes = (Example() with { Graph = new OnnxGraph { Node = [new OnnxNode { OpType = "" }] } }).Write().ToArray();
        var error = Assert.Throws<LaminaFormatException>(() => OnnxModel.Read(bytes, "a.onnx"));
        Assert.Equal("a.onnx: in model.graph.node[0], field 4: a node names no op_type.", error.Message);
    }

    private static OnnxModel Example() => new()
    {
        IrVersion = 8,
        OpsetImport = [new OnnxOperatorSet("", 17)],
        ProducerName = "Lamina",
        MetadataProps = [new KeyValuePair<string, string>("a", "1")],
        Graph = new OnnxGraph
        {
            Name = "g",
            Node =
            [
                new OnnxNode
                {
                    Input = ["x", "", "w"],
                    Output = ["y"],
                    OpType = "Some",
                    Name = "dense/Some",
                    Attribute =
                    [
                        OnnxAttribute.Of("f", 0.5f), OnnxAttribute.Of("i", -3L), OnnxAttribute.Of("s", "SAME"),
                        OnnxAttribute.Of("floats", [1f, 2f]), OnnxAttribute.Of("ints", [1L, -1L]), OnnxAttribute.Of("strings", ["a", "b"]),
                        OnnxAttribute.Of("t", new OnnxTensor { DataType = OnnxDataType.Int64, Dims = [2], Int64Data = [1, -1] }),
                        OnnxAttribute.Of("g", new OnnxGraph { Name = "inner" }),
                    ],
                },
            ],
            Initializer =
            [
                new OnnxTensor { Name = "w", DataType = OnnxDataType.Float, Dims = [3], RawData = new byte[12] },
                new OnnxTensor { Name = "d", DataType = OnnxDataType.Double, Dims = [1], DoubleData = [0.1] },
                new OnnxTensor { Name = "f", DataType = OnnxDataType.Float, Dims = [1], FloatData = [0.1f] },
                new OnnxTensor { Name = "t", DataType = OnnxDataType.String, Dims = [1], StringData = ["größer"] },
            ],
            Input = [new OnnxValueInfo("x", new OnnxType(OnnxDataType.Float, [new(null, "batch"), new(3), new(null)]))],
            Output = [new OnnxValueInfo("y", new OnnxType(OnnxDataType.Float, null))],
        },
    };
}
