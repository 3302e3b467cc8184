using Lamina.Ops;

namespace Lamina.Tests.Autodiff;

/// <summary>Every gradient rule, and what is composed of rules, against central differences.</summary>
public sealed class GradientTests
{
    internal static readonly GradCase[] Table =
    [
        // Functions of one element.
        new("Negate", x => -x[0], [3, 4]),
        new("Abs", x => x[0].Abs(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Square", x => x[0].Square(), [3, 4]),
        new("Sqrt", x => x[0].Sqrt(), [3, 4]) { Domain = Domain.Positive },
        new("Rsqrt", x => x[0].Rsqrt(), [3, 4]) { Domain = Domain.Positive },
        new("Exp", x => x[0].Exp(), [3, 4]),
        new("Expm1", x => x[0].Expm1(), [3, 4]),
        new("Log", x => x[0].Log(), [3, 4]) { Domain = Domain.Positive },
        new("Log1p", x => x[0].Log1p(), [3, 4]) { Domain = Domain.Positive },
        new("Sin", x => x[0].Sin(), [3, 4]),
        new("Cos", x => x[0].Cos(), [3, 4]),
        new("Tanh", x => x[0].Tanh(), [3, 4]),
        new("Sigmoid", x => x[0].Sigmoid(), [3, 4]),
        new("Erf", x => x[0].Erf(), [3, 4]),
        new("Relu", x => x[0].Relu(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Softplus", x => x[0].Softplus(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("LogSigmoid", x => x[0].LogSigmoid(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Clip", x => x[0].Clip(-1, 1), [3, 4]),
        new("Cast", x => x[0].Cast(DType.Float32).Square().Cast(DType.Float64), [3, 4]),

        // Functions of two elements; shapes broadcast.
        new("Add", x => x[0] + x[1], [3, 4], [3, 4]),
        new("Add, vector", x => x[0] + x[1], [3, 4], [4]),
        new("Add, column", x => x[0] + x[1], [3, 4], [3, 1]),
        new("Add, both stretch", x => (x[0] + x[1]).Square(), [3, 1], [2, 1, 4]),
        new("Add, scalar", x => (x[0] + x[1]).Square(), [3, 4], []),
        new("Add, to itself", x => x[0] + x[0], [3, 4]),
        new("Subtract", x => x[0] - x[1], [3, 4], [3, 4]),
        new("Subtract, vector first", x => x[1] - x[0], [3, 4], [4]),
        new("Multiply", x => x[0] * x[1], [3, 4], [3, 4]),
        new("Multiply, vector", x => x[0] * x[1], [2, 3, 4], [4]),
        new("Multiply, column", x => x[0] * x[1], [2, 3, 4], [3, 1]),
        new("Multiply, by itself", x => x[0] * x[0], [3, 4]),
        new("Divide", x => x[0] / x[1], [3, 4], [3, 4]) { Domain = Domain.AwayFromZero },
        new("Divide, vector", x => x[0] / x[1], [3, 4], [4]) { Domain = Domain.AwayFromZero },
        new("Divide, scalar by matrix", x => x[0] / x[1], [], [3, 4]) { Domain = Domain.AwayFromZero },
        new("Power", x => x[0].Pow(x[1]), [3, 4], [3, 4]) { Domain = Domain.Positive },
        new("Power, vector", x => x[0].Pow(x[1]), [3, 4], [4]) { Domain = Domain.Positive },
        new("Power, of a negative number", x => x[0].Pow(3), [3, 4]),
        new("Power, number to an element", x => Tensor.Pow(1.7, x[0]), [3, 4]),
        new("Maximum", x => Tensor.Maximum(x[0], x[1]), [3, 4], [3, 4]),
        new("Maximum, vector", x => Tensor.Maximum(x[0].Square(), x[1]), [3, 4], [4]),
        new("Minimum", x => Tensor.Minimum(x[0], x[1]), [3, 4], [3, 4]),
        new("Minimum, column", x => Tensor.Minimum(x[0], x[1]), [3, 4], [3, 1]),
        new("Where", x => Tensor.Where(x[0] > x[1], x[0].Square(), x[1].Exp()), [3, 4], [3, 4]),
        new("Where, branches stretch", x => Tensor.Where(x[0] > 0, x[1], x[2]), [3, 4], [4], [3, 1]),

        // Reductions.
        new("Sum", x => x[0].Square().Sum(), [3, 4]),
        new("Sum, axis", x => x[0].Square().Sum(0), [3, 4]),
        new("Sum, axes kept", x => x[0] * x[0].Sum([0, 2], keepDims: true), [2, 3, 4]),
        new("Mean", x => x[0].Exp().Mean(), [3, 4]),
        new("Mean, axis", x => x[0].Exp().Mean(-1), [3, 4]),
        new("Max", x => x[0].Max(), [3, 4]) { Domain = Domain.Distinct },
        new("Max, axis", x => x[0].Max(1).Square(), [2, 3, 4]) { Domain = Domain.Distinct },
        new("Min, axis", x => x[0].Min(0).Square(), [3, 4]) { Domain = Domain.Distinct },
        new("LogSumExp", x => x[0].LogSumExp(1, keepDims: true), [2, 3, 4]),
        new("CumulativeSum", x => x[0].CumulativeSum(1).Square(), [2, 3, 2]),
        new("CumulativeSum, reversed", x => x[0].CumulativeSum(0, reverse: true).Square(), [3, 4]),
        new("Sort", x => x[0].Sort(-1, descending: true).Square(), [3, 4]) { Domain = Domain.Distinct },

        // Shapes.
        new("Reshape", x => x[0].Reshape([2, 6]).Square(), [3, 4]),
        new("Transpose", x => x[0].Transpose(2, 0, 1).Square(), [2, 3, 4]),
        new("Broadcast", x => x[0].BroadcastTo([2, 3, 4]).Square(), [3, 1]),
        new("Slice", x => x[0].Slice(1, 1, 2).Square(), [3, 4]),
        new("Slice, in steps", x => x[0].Slice(0, 1, 3, step: 2).Square(), [7, 2]),
        new("Slice, empty", x => x[0].Slice(0, 1, 0).Sum() + x[0].Sum(), [3, 2]),
        new("Pad", x => x[0].Pad(0, 1, 2).Square(), [3, 4]),
        new("Pad, between", x => new Pad([1, 0], [0, 2], [2, 3]).Of(x[0]).Square(), [3, 2]),
        new("Concat", x => Tensor.Concat([x[0], x[1], x[0]], axis: 1).Square(), [3, 2], [3, 4]),
        new("Stack", x => Tensor.Stack([x[0], x[1]], axis: 1).Square(), [3, 2], [3, 2]),
        new("Select", x => x[0].Select(1, 2).Square(), [3, 4]),

        // Indices.
        new("Gather", x => x[0].Gather(new[,] { { 0, 2 }, { 2, 1 } }).Square(), [3, 4]),
        new("ScatterAdd", x => new ScatterAdd(4).Of(x[0], new[] { 3, 1, 3 }).Square(), [3, 2]),
        new("TakeAlong", x => x[0].TakeAlong(new[,] { { 0, 2 }, { 3, 3 } }).Square(), [2, 4]),
        new("TakeAlong, first axis", x => x[0].TakeAlong(new[,] { { 1, 0, 1 } }, 0).Square(), [2, 3]),
        new("AddAlong", x => new AddAlong(1, 4).Of(x[0], (Tensor)new[,] { { 0, 2 }, { 3, 3 } }).Square(), [2, 2]),

        // Products.
        new("MatMul", x => x[0].MatMul(x[1]), [3, 4], [4, 2]),
        new("MatMul, first transposed", x => new MatMul(true, false).Of(x[0], x[1]), [4, 3], [4, 2]),
        new("MatMul, second transposed", x => new MatMul(false, true).Of(x[0], x[1]), [3, 4], [2, 4]),
        new("MatMul, both transposed", x => new MatMul(true, true).Of(x[0], x[1]), [4, 3], [2, 4]),
        new("MatMul, batches", x => x[0].MatMul(x[1]), [2, 3, 4], [2, 4, 5]),
        new("MatMul, batches of one matrix", x => x[0].MatMul(x[1]), [2, 3, 4], [4, 5]),
        new("MatMul, one matrix for batches", x => x[0].MatMul(x[1]), [3, 4], [2, 4, 5]),
        new("MatMul, batches stretch", x => new MatMul(false, true).Of(x[0], x[1]), [2, 1, 3, 4], [3, 2, 4]),
        new("MatMul, stretched, first transposed", x => new MatMul(true, false).Of(x[0], x[1]), [2, 1, 4, 3], [3, 4, 2]),
        new("MatMul, stretched, both transposed", x => new MatMul(true, true).Of(x[0], x[1]), [3, 4, 2], [2, 1, 5, 4]),

        .. WindowCases.Table,

        // Fused ops, and what is rewritten before it is differentiated.
        new("Softmax", x => x[0].Softmax(), [3, 4]),
        new("Softmax, other axis", x => x[0].Softmax(1), [2, 3, 4]),
        new("SoftmaxGradient", x => new SoftmaxGradient().Of(x[0], x[1]), [3, 4], [3, 4]),
        new("SoftmaxGradient, long rows", x => new SoftmaxGradient().Of(x[0].Softmax(), x[1]), [2, 3, 40], [2, 3, 40]),
        new("LogSoftmax", x => x[0].LogSoftmax(), [3, 4]),
        new("LogSoftmax, other axis", x => x[0].LogSoftmax(0), [3, 4]),
        new("Log of Softmax", x => x[0].Softmax().Log(), [3, 4]),
        new("Log of clipped, normalized Softmax", x => ClippedLog(Normalized(x[0].Softmax())), [3, 4]),
        new("Log of Sigmoid", x => x[0].Sigmoid().Log(), [3, 4]) { Domain = Domain.AwayFromZero },
        new("Log of 1 − Sigmoid", x => (1 - x[0].Sigmoid()).Log(), [3, 4]) { Domain = Domain.AwayFromZero },

        .. RecurrenceCases.Table,

        // Longer chains, and tensors used more than once.
        new("Silu", x => x[0] * x[0].Sigmoid(), [3, 4]),
        new("Dense layer", x => (x[0].MatMul(x[1]) + x[2]).Tanh().Square().Mean(), [5, 3], [3, 4], [4]),
        new("Normalization", x => Standardized(x[0]), [3, 4]),

        .. GradientRows.Functions, .. GradientRows.Reductions, .. GradientRows.Moves, .. GradientRows.Algebra,
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Vjp_agrees_with_finite_differences(string name) =>
        GradCheck.Run(Table.Single(c => c.Name == name), order: 2);

    [Fact]
    public void Every_op_has_a_gradient_case() =>
        Assert.Empty(OpCatalog.Differentiable.Except(GradCase.OpsIn(Table)).Select(type => type.Name));

    private static Tensor Normalized(Tensor p) => p / p.Sum(-1, keepDims: true);

    private static Tensor ClippedLog(Tensor p) => p.Clip(1e-7, 1 - 1e-7).Log();

    private static Tensor Standardized(Tensor x)
    {
        var centred = x - x.Mean(-1, keepDims: true);
        return centred * (centred.Square().Mean(-1, keepDims: true) + 1e-3).Rsqrt();
    }
}
