using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Algebra that costs nothing to believe: constants folded, units dropped, shape changes moved out of the way
/// of fusion, transposes folded into products.</summary>
internal static class Simplify
{
    /// <summary>The table of rules.</summary>
    /// <param name="evaluate">Computes a scalar that depends on constants only.</param>
    public static Rule[] Rules(Func<Tensor, double> evaluate) =>
    [
        DropStopGradient, node => FoldFills(node, evaluate), DropUnits, DoubleNegation, SquareOfProduct, GatherFactors,
        DivideByPowerOfTwo, FactorOutOfQuotient, ConvexCombination,
        SumOfOneElement, SumOfFill, SumOfScaled, SumOfSum, SumOfSpread, TotalOfReshape, ReshapeOfReshape, LiftReshape, DropBroadcast,
        TransposeOfTranspose, TransposeIntoMatMul, .. SumsOfRows.Rules,
    ];

    private static Tensor? DropStopGradient(Node node) => node.Op is StopGradient or OwnGradient ? node.Inputs[0] : null;

    // An elementwise function of constants is a constant; so is a constant under another shape.
    private static Tensor? FoldFills(Node node, Func<Tensor, double> evaluate)
    {
        var folds = node.Op is Reshape or Transpose or Slice || node.Op.IsElementwise;
        if (!folds || node.Inputs.IsEmpty || node.Inputs.Any(input => input.Op is not Fill))
        {
            return null;
        }

        if (!node.Op.IsElementwise || node.Op is Broadcast)
        {
            return Filled(node.Output, ((Fill)node.Inputs[0].Op).Value);
        }

        var scalars = node.Inputs.Select(input => Tensor.Scalar(((Fill)input.Op).Value, input.DType)).ToArray();
        return Filled(node.Output, evaluate(node.Op.Of(scalars)));
    }

    // x·1, x/1, x + 0, x − 0 and 0 − x, where the shape stays.
    private static Tensor? DropUnits(Node node) => node switch
    {
        { Op: Multiply or Divide, Inputs: [var x, { Op: Fill { Value: 1 } }] } => Same(node, x),
        { Op: Multiply, Inputs: [{ Op: Fill { Value: 1 } }, var x] } => Same(node, x),
        { Op: Add or Subtract, Inputs: [var x, { Op: Fill { Value: 0 } }] } => Same(node, x),
        { Op: Add, Inputs: [{ Op: Fill { Value: 0 } }, var x] } => Same(node, x),
        { Op: Multiply, Inputs: [var x, { Op: Fill { Value: -1 } }] } => Same(node, -x),
        { Op: Multiply, Inputs: [{ Op: Fill { Value: -1 } }, var x] } => Same(node, -x),
        _ => null,
    };

    private static Tensor? DoubleNegation(Node node) => node switch
    {
        { Op: Negate, Inputs: [{ Op: Negate, Node.Inputs: [var x] }] } => x,
        { Op: Negate, Inputs: [{ Op: Subtract, Node.Inputs: [var a, var b] }] } => b - a,
        { Op: Add, Inputs: [var a, { Op: Negate, Node.Inputs: [var b] }] } => a - b,
        { Op: Add, Inputs: [{ Op: Negate, Node.Inputs: [var a] }, var b] } => b - a,
        { Op: Subtract, Inputs: [var a, { Op: Negate, Node.Inputs: [var b] }] } => a + b,
        { Op: Multiply, Inputs: [{ Op: Fill f }, { Op: Negate, Node.Inputs: [var x] }] } => Same(node, x.Like(-f.Value) * x),
        { Op: Multiply, Inputs: [{ Op: Negate, Node.Inputs: [var x] }, { Op: Fill f }] } => Same(node, x.Like(-f.Value) * x),
        { Op: Negate, Inputs: [{ Op: Multiply, Node.Inputs: [{ Op: Fill f }, var x] }] } => Same(node, x.Like(-f.Value) * x),
        _ => null,
    };

    private static Tensor? SquareOfProduct(Node node) =>
        node is { Op: Multiply, Inputs: [var a, var b] } && a == b ? a.Square() : null;

    // Constant factors stand in front, once: (x·c)·d and c·(d·x) become (c·d)·x, and c·x·y becomes c·(x·y).
    private static Tensor? GatherFactors(Node node) => node switch
    {
        { Op: Multiply, Inputs: [{ Op: not Fill } x, { Op: Fill { Type.Shape.Rank: 0 } f }] } => x.Like(f.Value) * x,
        { Op: Multiply, Inputs: [{ Op: Fill { Type.Shape.Rank: 0 } c }, { Op: Multiply, Node.Inputs: [{ Op: Fill { Type.Shape.Rank: 0 } d }, var x] }] }
            => x.Like(c.Value * d.Value) * x,
        _ => null,
    };

    // Exact, and a product is the cheaper operation.
    private static Tensor? DivideByPowerOfTwo(Node node) =>
        node is { Op: Divide, Inputs: [var x, { Op: Fill { Value: > 0 } f }] }
        && double.IsPow2(f.Value)
            ? Same(node, x.Like(1 / f.Value) * x)
            : null;

    // (s·x)/d = s·(x/d) for a scalar s: what is left of the quotient is the same for all of x.
    private static Tensor? FactorOutOfQuotient(Node node)
    {
        if (node is not { Op: Divide, Inputs: [{ Op: Multiply, Node.Inputs: [var a, var b] }, var d] } || d.Shape.Size == 1)
        {
            return null;
        }

        return a.Shape.Size == 1 && b.Shape == node.Output.Shape ? a * (b / d)
            : b.Shape.Size == 1 && a.Shape == node.Output.Shape ? b * (a / d)
            : null;
    }

    // a·x + (1 − a)·y = x + (1 − a)·(y − x): one product less.
    private static Tensor? ConvexCombination(Node node) =>
        node is { Op: Add, Inputs: [{ Op: Multiply, Node.Inputs: [{ Op: Fill a }, var x] }, { Op: Multiply, Node.Inputs: [{ Op: Fill b } share, var y] }] }
        && Math.Abs(a.Value + b.Value - 1) < 1e-15
            ? x + share * (y - x)
            : null;

    private static Tensor? SumOfOneElement(Node node) =>
        node.Op is ReduceOp reduce and (Sum or Max) && reduce.Axes.All(axis => node.Inputs[0].Shape[axis] == 1)
            ? node.Inputs[0]
            : null;

    private static Tensor? SumOfFill(Node node) =>
        node is { Op: Sum, Inputs: [{ Op: Fill fill }] }
            ? Filled(node.Output, fill.Value * (node.Inputs[0].Shape.Size / Math.Max(1, node.Output.Shape.Size)))
            : null;

    private static Tensor? SumOfScaled(Node node) =>
        node is { Op: Sum sum, Inputs: [{ Op: Multiply, Node.Inputs: [{ Op: Fill { Type.Shape.Rank: 0 } } factor, var x] }] }
            ? factor * sum.Of(x)
            : node is { Op: Sum, Inputs: [{ Op: Negate, Node.Inputs: [var negated] }] } ? -node.Op.Of(negated) : null;

    // A total of totals is one total.
    private static Tensor? SumOfSum(Node node)
    {
        if (node.Op is not Sum || node.Output.Shape.Size != 1)
        {
            return null;
        }

        var inner = node.Inputs[0];
        inner = inner.Op is Reshape ? inner.Node.Inputs[0] : inner;
        return inner.Op is Sum ? inner.Node.Inputs[0].Sum().Reshape(node.Output.Shape) : null;
    }

    // What windows give to places adds up to what they had to give, summed over all places.
    private static Tensor? SumOfSpread(Node node) => node is not { Op: Sum sum, Inputs: [{ Node: var spread }] } ? null : spread switch
    {
        { Op: MaxPoolSpread { Windows.AreNeverEmpty: true }, Inputs: [_, var given] } when SumsPlaces(sum, given) => sum.Of(given),
        { Op: AveragePoolSpread { CountPadding: false, Windows.AreNeverEmpty: true }, Inputs: [var given] }
            when SumsPlaces(sum, given) => sum.Of(given),
        _ => null,
    };

    private static bool SumsPlaces(Sum sum, Tensor map) => Enumerable.Range(1, map.Rank - 2).All(axis => sum.Axes.Contains(axis));

    private static Tensor? TotalOfReshape(Node node) =>
        node.Op is Sum && node.Output.Shape.Size == 1 && node.Inputs[0].Op is Reshape
            ? node.Inputs[0].Node.Inputs[0].Sum().Reshape(node.Output.Shape)
            : null;

    private static Tensor? ReshapeOfReshape(Node node) => node switch
    {
        { Op: Reshape op } when node.Inputs[0].Shape == op.To => node.Inputs[0],
        { Op: Reshape op, Inputs: [{ Op: Reshape, Node.Inputs: [var x] }] } => x.Reshape(op.To),
        _ => null,
    };

    // f(reshape x) = reshape f(x): shape changes move towards the outputs, and elementwise neighbours meet.
    private static Tensor? LiftReshape(Node node)
    {
        if (!node.Op.IsElementwise || node.Op is Broadcast)
        {
            return null;
        }

        Shape? from = null;
        foreach (var input in node.Inputs)
        {
            if (IsLifted(input) && (from is null || from == Origin(input).Shape))
            {
                from = Origin(input).Shape;
            }
            else if (input.Shape.Rank != 0 && !IsVector(input))
            {
                return null;
            }
        }

        return from is null || (node.Inputs.Any(IsVector) && (from.Value.Rank == 0 || from.Value[^1] != node.Output.Shape[^1]))
            ? null
            : node.Op.Of([.. node.Inputs.Select(x => IsLifted(x) ? Origin(x) : x)]).Reshape(node.Output.Shape);

        bool IsLifted(Tensor x) => x.Op is Reshape && x.Shape == node.Output.Shape;

        // A bias, say, along a last axis that the reshape leaves as it is.
        bool IsVector(Tensor x) => x.Rank == 1 && node.Output.Rank > 1 && x.Shape[0] == node.Output.Shape[^1];

        static Tensor Origin(Tensor reshaped) => reshaped.Node.Inputs[0];
    }

    // Elementwise ops broadcast by themselves.
    private static Tensor? DropBroadcast(Node node)
    {
        if (!node.Op.IsElementwise || node.Inputs.All(input => input.Op is not Broadcast) || node.Op is Broadcast)
        {
            return node is { Op: Broadcast, Inputs: [{ Op: Broadcast, Node.Inputs: [var x] }] }
                ? x.BroadcastTo(node.Output.Shape)
                : null;
        }

        Tensor[] plain = [.. node.Inputs.Select(input => input.Op is Broadcast ? input.Node.Inputs[0] : input)];
        var smaller = node.Op.Of(plain);
        return smaller.Shape == node.Output.Shape ? smaller : smaller.BroadcastTo(node.Output.Shape);
    }

    private static Tensor? TransposeOfTranspose(Node node)
    {
        if (node is { Op: Transpose outer, Inputs: [{ Op: Transpose inner, Node.Inputs: [var x] }] })
        {
            return new Transpose([.. outer.Order.Select(axis => inner.Order[axis])]).Of(x);
        }

        return node.Op is Transpose op && op.Order.SequenceEqual(Enumerable.Range(0, op.Order.Count)) ? node.Inputs[0] : null;
    }

    private static Tensor? TransposeIntoMatMul(Node node)
    {
        if (node.Op is not MatMul op)
        {
            return null;
        }

        var (a, b) = (node.Inputs[0], node.Inputs[1]);
        return SwapsLast(a) ? new MatMul(!op.TransposeA, op.TransposeB).Of(a.Node.Inputs[0], b)
            : SwapsLast(b) ? new MatMul(op.TransposeA, !op.TransposeB).Of(a, b.Node.Inputs[0])
            : null;

        static bool SwapsLast(Tensor x) =>
            x.Op is Transpose { Order: var order }
            && order[^1] == order.Count - 2 && order[^2] == order.Count - 1
            && order.Take(order.Count - 2).SequenceEqual(Enumerable.Range(0, order.Count - 2));
    }

    private static Tensor? Same(Node node, Tensor x) =>
        x.Shape == node.Output.Shape ? x : x.BroadcastTo(node.Output.Shape);

    private static Tensor Filled(Tensor like, double value) => Tensor.Full(like.Shape, value, like.DType);
}
