using Lamina.Formats.Onnx;
using static Lamina.Formats.Onnx.OnnxAttribute;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>What newer versions of an operator say otherwise, by an input instead of an attribute, comes to the same.</summary>
public sealed class VersionTests
{
    private static readonly Tensor Map = NN.Training.Normal(3, [2, 2, 4, 6]);

    private static readonly (string Name, Func<OnnxBuilder>[] Files)[] Table =
    [
        ("Squeeze",
        [
            () => At(7, 1).Node("Squeeze", "x", "y", Of("axes", [1L])), () => At(12, 1).Node("Squeeze", "x", "y", Of("axes", [-3L])),
            () => At(13, 1).Wholes("a", 1).Node("Squeeze", "x a", "y"), () => At(21, 1).Wholes("a", -3).Node("Squeeze", "x a", "y"),
        ]),
        ("Unsqueeze",
        [
            () => At(7).Node("Unsqueeze", "x", "y", Of("axes", [1L, 3L])), () => At(13).Wholes("a", 1, 3).Node("Unsqueeze", "x a", "y"),
            () => At(13).Wholes("a", -3, 1).Node("Unsqueeze", "x a", "y"),
        ]),
        ("Slice",
        [
            () => At(7).Node("Slice", "x", "y", Of("starts", [1L, 0L]), Of("ends", [3L, -1L]), Of("axes", [2L, 3L])),
            () => At(10).Wholes("s", 1, 0).Wholes("e", 3, -1).Wholes("a", 2, 3).Node("Slice", "x s e a", "y"),
            () => At(13).Wholes("s", 1, -6).Wholes("e", 3, 5).Wholes("a", -2, -1).Wholes("t", 1, 1).Node("Slice", "x s e a t", "y"),
        ]),
        ("Clip",
        [
            () => At(7).Node("Clip", "x", "y", Of("min", -0.5f), Of("max", 0.25f)),
            () => At(11).Given("l", Tensor.Scalar(-0.5)).Given("h", Tensor.Scalar(0.25)).Node("Clip", "x l h", "y"),
        ]),
        ("Clip from 0",
        [
            () => At(7).Node("Clip", "x", "y", Of("min", 0f), Of("max", 6f)),
            () => At(13).Given("l", Tensor.Scalar(0)).Given("h", Tensor.Scalar(6)).Node("Clip", "x l h", "y"),
        ]),
        ("Pad",
        [
            () => At(7).Node("Pad", "x", "y", Of("pads", [0L, 0, 1, 2, 0, 0, 0, 3])),
            () => At(11).Wholes("p", 0, 0, 1, 2, 0, 0, 0, 3).Node("Pad", "x p", "y"),
            () => At(18).Wholes("p", 1, 2, 0, 3).Wholes("a", 2, 3).Node("Pad", "x p - a", "y"),
        ]),
        ("Pad by a number",
        [
            () => At(7).Node("Pad", "x", "y", Of("pads", [0L, 0, 1, 0, 0, 0, 0, -1]), Of("value", 2f)),
            () => At(13).Wholes("p", 0, 0, 1, 0, 0, 0, 0, -1).Given("v", Tensor.Scalar(2)).Node("Pad", "x p v", "y"),
        ]),
        ("Dropout",
        [
            () => At(7).Node("Dropout", "x", "y", Of("ratio", 0.3f)), () => At(12).Given("r", Tensor.Scalar(0.3)).Node("Dropout", "x r", "y"),
            () => At(22 - 1).Node("Identity", "x", "y"),
        ]),
        ("ReduceSum",
        [
            () => At(7).Node("ReduceSum", "x", "y", Of("axes", [1L, -1L]), Of("keepdims", 0L)),
            () => At(13).Wholes("a", 1, 3).Node("ReduceSum", "x a", "y", Of("keepdims", 0L)),
        ]),
        ("ReduceMean",
        [
            () => At(7).Node("ReduceMean", "x", "y", Of("axes", [2L, 3L])), () => At(18).Wholes("a", 2, 3).Node("ReduceMean", "x a", "y"),
            () => At(13).Node("GlobalAveragePool", "x", "y"),
        ]),
        ("ReduceMax",
        [
            () => At(13).Node("ReduceMax", "x", "y", Of("axes", [1L])), () => At(20).Wholes("a", 1).Node("ReduceMax", "x a", "y"),
        ]),
        ("Softmax over all from an axis",
        [
            () => At(7).Node("Softmax", "x", "y"),
            () => At(13).Node("Flatten", "x", "f").Node("Softmax", "f", "s").Wholes("t", 0, 2, 4, 6).Node("Reshape", "s t", "y"),
        ]),
        ("Softmax", [() => At(7).Node("Softmax", "x", "y", Of("axis", 3L)), () => At(13).Node("Softmax", "x", "y")]),
        ("Split",
        [
            () => At(7).Node("Split", "x", "a y", Of("axis", 3L), Of("split", [2L, 4L])),
            () => At(13).Wholes("s", 2, 4).Node("Split", "x s", "a y", Of("axis", -1L)),
        ]),
        ("Split evenly",
        [
            () => At(13).Node("Split", "x", "a y", Of("axis", 3L)), () => At(18).Node("Split", "x", "a y", Of("axis", 3L), Of("num_outputs", 2L)),
        ]),
        ("Upsample",
        [
            () => At(7).Node("Upsample", "x", "y", Of("scales", [1f, 1f, 2f, 3f])),
            () => At(9).Given("s", new[] { 1f, 1f, 2f, 3f }).Node("Upsample", "x s", "y"),
            () => At(10).Given("s", new[] { 1f, 1f, 2f, 3f }).Node("Resize", "x s", "y"),
            () => At(11).Given("s", new[] { 1f, 1f, 2f, 3f }).Node("Resize", "x - s", "y", Asymmetric, Floor),
            () => At(13).Wholes("zero", 0).Wholes("two", 2).Wholes("p", 8, 18).Node("Shape", "x", "a").Node("Slice", "a zero two", "b")
                .Node("Concat", "b p", "s", Of("axis", 0L)).Node("Resize", "x - - s", "y", Asymmetric, Floor),
            () => At(18).Wholes("s", 8, 18).Node("Resize", "x - - s", "y", Asymmetric, Floor, Of("axes", [2L, 3L])),
        ]),
        ("Upsample linearly",
        [
            () => At(7).Node("Upsample", "x", "y", Of("scales", [1f, 1f, 2f, 2f]), Of("mode", "linear")),
            () => At(11).Given("s", new[] { 1f, 1f, 2f, 2f }).Node("Resize", "x - s", "y", Asymmetric, Of("mode", "linear")),
        ]),
        ("Resize linearly",
        [
            () => At(13).Given("s", new[] { 1f, 1f, 2f, 2f }).Node("Resize", "x - s", "y", Of("mode", "linear")),
            () => At(19).Given("s", new[] { 1f, 1f, 2f, 2f }).Node("Resize", "x - s", "y", Of("mode", "linear"),
                Of("coordinate_transformation_mode", "half_pixel_symmetric")),
        ]),
        ("BatchNormalization",
        [
            () => Normalized(7).Node("BatchNormalization", "x w b m v", "y", Of("spatial", 1L)), () => Normalized(9).Node("BatchNormalization", "x w b m v", "y"),
            () => Normalized(14).Node("BatchNormalization", "x w b m v", "y"), () => Normalized(15).Node("BatchNormalization", "x w b m v", "y"),
        ]),
        ("GroupNormalization",
        [
            () => At(18).Given("w", new[] { 2f, 3f }).Given("b", new[] { 1f, -1f }).Node("GroupNormalization", "x w b", "y", Of("num_groups", 2L)),
            () => At(21).Given("w", new[] { 2f, 3f }).Given("b", new[] { 1f, -1f }).Node("GroupNormalization", "x w b", "y", Of("num_groups", 2L)),
            () => At(13).Given("w", new[] { 2f, 3f }).Given("b", new[] { 1f, -1f }).Node("InstanceNormalization", "x w b", "y"),
        ]),
        ("Gelu",
        [
            () => At(20).Node("Gelu", "x", "y"),
            () => At(13).Given("r", Tensor.Scalar(Math.Sqrt(2))).Given("one", Tensor.Scalar(1)).Given("half", Tensor.Scalar(0.5))
                .Node("Div", "x r", "a").Node("Erf", "a", "b").Node("Add", "b one", "c").Node("Mul", "x c", "d").Node("Mul", "d half", "y"),
            () => At(13).Given("r", Tensor.Scalar(Math.Sqrt(2))).Given("one", Tensor.Scalar(1)).Given("half", Tensor.Scalar(0.5))
                .Node("Div", "x r", "a").Node("Erf", "a", "b").Node("Add", "b one", "c").Node("Mul", "c half", "d").Node("Mul", "x d", "y"),
        ]),
        ("TopK",
        [
            () => At(7).Node("TopK", "x", "y i", Of("k", 2L)), () => At(10).Wholes("k", 2).Node("TopK", "x k", "y i"),
            () => At(11).Wholes("k", 2).Node("TopK", "x k", "y i", Of("largest", 1L), Of("sorted", 1L)),
        ]),
        ("Reshape",
        [
            () => At(7).Wholes("s", 0, -1).Node("Reshape", "x s", "y"), () => At(13).Node("Flatten", "x", "y"),
            () => At(13).Node("Shape", "x", "s").Wholes("zero", 0).Wholes("minus", -1).Node("Gather", "s zero", "b").Node("Concat", "b minus", "t", Of("axis", 0L)).Node("Reshape", "x t", "y"),
            () => At(15).Node("Shape", "x", "s", Of("end", 1L)).Wholes("minus", -1).Node("Concat", "s minus", "t", Of("axis", 0L)).Node("Reshape", "x t", "y"),
        ]),
        ("Mish",
        [
            () => At(18).Node("Mish", "x", "y"), () => At(13).Node("Softplus", "x", "a").Node("Tanh", "a", "b").Node("Mul", "x b", "y"),
        ]),
        ("LpPool",
        [
            () => At(11).Node("LpPool", "x", "y", Of("kernel_shape", [2L, 2L])),
            () => At(13).Given("c", Tensor.Scalar(4)).Node("Mul", "x x", "a").Node("AveragePool", "a", "b", Of("kernel_shape", [2L, 2L])).Node("Mul", "b c", "d").Node("Sqrt", "d", "y"),
        ]),
        ("GlobalLpPool",
        [
            () => At(7).Node("GlobalLpPool", "x", "y"), () => At(13).Node("ReduceL2", "x", "y", Of("axes", [2L, 3L])),
        ]),
        ("LpNormalization",
        [
            () => At(7).Node("LpNormalization", "x", "y"), () => At(13).Node("ReduceL2", "x", "n", Of("axes", [3L])).Node("Div", "x n", "y"),
        ]),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    private static OnnxAttribute Asymmetric => Of("coordinate_transformation_mode", "asymmetric");

    private static OnnxAttribute Floor => Of("nearest_mode", "floor");

    [Theory, MemberData(nameof(Names))]
    public void Versions_of_an_operator_give_the_same(string name)
    {
        var files = Table.Single(row => row.Name == name).Files;
        var x = name == "Squeeze" ? Map.Slice(1, 0, 1).Evaluate() : Map.Evaluate();
        var expected = files[0]().Predict(x);
        foreach (var file in files.Skip(1))
        {
            var given = file().Predict(x);
            Assert.Equal(expected.Shape, given.Shape);
            Near.Assert(expected.ToArray<double>(), given.ToArray<double>(), Near.Step);
        }
    }

    private static OnnxBuilder At(int opset, int channels = 2) =>
        new OnnxBuilder(opset).Input("x", "batch", channels, 4, 6).Output("y");

    private static OnnxBuilder Normalized(int opset) => At(opset).Given("w", new[] { 2f, 3f }).Given("b", new[] { 1f, -1f })
        .Given("m", new[] { 0.5f, 0f }).Given("v", new[] { 2f, 0.5f });
}
