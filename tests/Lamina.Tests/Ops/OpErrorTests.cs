using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Tests.Ops;

/// <summary>What is said, word for word, when operands do not fit.</summary>
public sealed class OpErrorTests
{
    [Fact]
    public void MatMul_rejects_inner_axes_that_differ_and_names_the_layer()
    {
        using var model = Tracer.Enter("mnist");
        using var layer = Tracer.Enter("dense_2 (Dense)");
        var error = Assert.Throws<ShapeMismatchException>(() => Tensor.Zeros([32, 784]).MatMul(Tensor.Zeros([512, 10])));
        Assert.Equal(
            """
            MatMul needs axis -1 of a (784) to equal axis -2 of b (512).
              a: [32, 784]
              b: [512, 10]
              in: mnist › dense_2 (Dense)
            """,
            error.Message);
    }

    public static TheoryData<string, string> Cases => new()
    {
        { "MatMul, batches", "MatMul needs axis -1 of a (5) to equal axis -2 of b (4).\n  a: [2, 3, 5]\n  b: [4, 6]" },
        { "MatMul, transposed", "MatMul needs axis -2 of a (3) to equal axis -1 of b (4).\n  a: [3, 5]\n  b: [6, 4]" },
        { "MatMul, vector", "MatMul needs operands with at least two axes.\n  a: [3]\n  b: [3, 2]" },
        { "MatMul, integers", "MatMul needs floating-point tensors; it was given int32." },
        { "Add", "Add needs shapes that broadcast: aligned at the last axis, equal or 1.\n  a: [2, 3]\n  b: [2, 4]" },
        { "Add, dtypes", "Add needs operands of one dtype; use Cast to convert.\n  a: float32\n  b: int32" },
        { "Add, bool", "Add needs numbers; it was given bool." },
        { "Divide, integers", "Divide needs floating-point tensors; it was given int32." },
        { "Exp, integers", "Exp needs a floating-point tensor; it was given int32." },
        { "And, numbers", "LogicalAnd needs bool tensors; it was given float32." },
        { "Where, mask", "Where needs a bool mask; it was given float32." },
        {
            "Where, shapes",
            "Where needs shapes that broadcast: aligned at the last axis, equal or 1.\n  mask: [3]\n  a: [2]\n  b: []"
        },
        { "Reshape", "Reshape needs as many elements (8 for [2, 4]) as x has (6).\n  x: [2, 3]" },
        { "Transpose", "Transpose needs each of the 2 axes once; it was given (0, 0).\n  x: [2, 3]" },
        { "Broadcast", "Broadcast needs a shape that stretches to [2, 4].\n  x: [2, 3]" },
        { "Slice", "Slice takes 3 elements from 1 in steps of 1 of axis 1, which has 3.\n  x: [2, 3]" },
        { "Concat", "Concat needs shapes that agree in all axes but axis 0.\n  first: [2, 3]\n  other: [2, 4]" },
        { "Gather, scalar", "Gather needs a table with at least one axis.\n  table: []\n  indices: [2]" },
        { "Gather, floats", "Gather needs int32 indices; it was given float32." },
        { "TakeAlong", "TakeAlong needs shapes that agree in all axes but axis 1.\n  x: [2, 3]\n  indices: [3, 1]" },
    };

    [Theory, MemberData(nameof(Cases))]
    public void Operands_that_do_not_fit_are_named(string name, string message)
    {
        var x = Tensor.Zeros([2, 3]);
        var ints = Tensor.Zeros([2, 3], DType.Int32);
        Func<Tensor> build = name switch
        {
            "MatMul, batches" => () => Tensor.Zeros([2, 3, 5]).MatMul(Tensor.Zeros([4, 6])),
            "MatMul, transposed" => () => new MatMul(true, true).Of(Tensor.Zeros([3, 5]), Tensor.Zeros([6, 4])),
            "MatMul, vector" => () => Tensor.Zeros([3]).MatMul(Tensor.Zeros([3, 2])),
            "MatMul, integers" => () => ints.MatMul(Tensor.Zeros([3, 2], DType.Int32)),
            "Add" => () => x + Tensor.Zeros([2, 4]),
            "Add, dtypes" => () => x + ints,
            "Add, bool" => () => (x > 0) + (x < 0),
            "Divide, integers" => () => ints / ints,
            "Exp, integers" => ints.Exp,
            "And, numbers" => () => x & x,
            "Where, mask" => () => Tensor.Where(x, x, x),
            "Where, shapes" => () => Tensor.Where(Tensor.Zeros([3]) > 0, Tensor.Zeros([2]), 0),
            "Reshape" => () => x.Reshape([2, 4]),
            "Transpose" => () => x.Transpose(0, 0),
            "Broadcast" => () => x.BroadcastTo([2, 4]),
            "Slice" => () => x.Slice(1, 1, 3),
            "Concat" => () => Tensor.Concat([x, Tensor.Zeros([2, 4])], 0),
            "Gather, scalar" => () => Tensor.Scalar(1).Gather(new[] { 0, 0 }),
            "Gather, floats" => () => x.Gather(x),
            "TakeAlong" => () => x.TakeAlong(Tensor.Zeros([3, 1], DType.Int32)),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name),
        };
        Assert.Equal(message, Assert.ThrowsAny<ArgumentException>(build).Message);
    }
}
