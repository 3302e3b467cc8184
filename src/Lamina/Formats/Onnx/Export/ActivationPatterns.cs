using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Activations that ONNX has an operator for, as they are written in plain ops.</summary>
internal static class ActivationPatterns
{
    public static readonly OnnxPattern[] All = [Elu, LeakyRelu, Softplus];

    // x above 0, α·(eˣ − 1) below, where the exponential sees no positive number.
    private static OnnxValue? Elu(OnnxEmitter e, TracedNode node)
    {
        if (node is not { Op: Where, Inputs: [var positive, var x, var below] } || !IsPositive(positive, x))
        {
            return null;
        }

        var (inner, alpha) = Scaled(below);
        return inner is { Op: Expm1, Inputs: [{ Op: Where, Inputs: [var same, { Filled: 0 }, var y] }] } && same == positive && y == x
            ? Unary(e, x, node, "Elu", OnnxAttribute.Of("alpha", (float)alpha))
            : null;
    }

    // x above 0, s·x below.
    private static OnnxValue? LeakyRelu(OnnxEmitter e, TracedNode node) =>
        node is { Op: Where, Inputs: [var positive, var x, { Op: Multiply } below] } && IsPositive(positive, x)
        && Scaled(below) is var (inner, slope) && inner == x
            ? Unary(e, x, node, "LeakyRelu", OnnxAttribute.Of("alpha", (float)slope))
            : null;

    // max(x, 0) + ln(1 + e^(−|x|)).
    private static OnnxValue? Softplus(OnnxEmitter e, TracedNode node) =>
        node is
        {
            Op: Add,
            Inputs:
            [
            { Op: Where, Inputs: [{ Op: Less, Inputs: [var x, { Filled: 0 }] } negative, { Filled: 0 }, var a] },
            { Op: Log1p, Inputs: [{ Op: Exp, Inputs: [{ Op: Where, Inputs: [{ Op: Less, Inputs: [var b, { Filled: 0 }] }, var c, { Op: Negate, Inputs: [var d] }] }] }] },
            ],
        }
        && negative.DType == DType.Bool && a == x && b == x && c == x && d == x
            ? Unary(e, x, node, "Softplus")
            : null;

    private static bool IsPositive(TracedNode positive, TracedNode x) =>
        positive is { Op: Less, Inputs: [{ Filled: 0 }, var y] } && y == x;

    private static (TracedNode X, double Factor) Scaled(TracedNode node) => node switch
    {
        { Op: Multiply, Inputs: [{ Filled: { } factor, Rank: 0 }, var x] } => (x, factor),
        { Op: Multiply, Inputs: [var x, { Filled: { } factor, Rank: 0 }] } => (x, factor),
        _ => (node, 1),
    };

    private static OnnxValue Unary(OnnxEmitter e, TracedNode x, TracedNode node, string op, params OnnxAttribute[] attributes)
    {
        var spread = new Spread(e, node.Shape, e[x]);
        return spread.Result(e.Add(op, [spread.Operands[0]], spread.Operands[0].Base, node.DType, attributes));
    }
}
