using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Functions of each element.</summary>
internal static class ElementwiseRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All =
    [
        Row<Negate>(Of("Neg")), Row<Abs>(Of("Abs")), Row<Sign>(Of("Sign")), Row<Floor>(Of("Floor")), Row<Round>(Of("Round")),
        Row<LogicalNot>(Of("Not")), Row<Sqrt>(Of("Sqrt")), Row<Exp>(Of("Exp")), Row<Log>(Of("Log")), Row<Sin>(Of("Sin")),
        Row<Cos>(Of("Cos")), Row<Tanh>(Of("Tanh")), Row<Sigmoid>(Of("Sigmoid")), Row<Erf>(Of("Erf")), Row<Relu>(Of("Relu")),
        Row<Arctan>(Of("Atan")), Row<Add>(Of("Add")), Row<Subtract>(Of("Sub")), Row<Multiply>(Of("Mul")), Row<Divide>(Of("Div")),
        Row<Power>(Of("Pow")), Row<Maximum>(Of("Max")), Row<Minimum>(Of("Min")), Row<Less>(Of("Less")),
        Row<LessOrEqual>(Of("LessOrEqual")), Row<Equal>(Of("Equal")), Row<LogicalAnd>(Of("And")), Row<LogicalOr>(Of("Or")),
        Row<Where>(static (e, node) => Choose(e, node)),
        Row<NotEqual>(In(static (c, x) => c.Op("Not", c.Op("Equal", x[0], x[1])))),
        Row<Cast>(static (e, node) => OnnxOps.Cast(e, e[node.Inputs[0]], node.DType)),
        Row<Square>(In(static (c, x) => c.Op("Mul", x[0], x[0]))),
        Row<Rsqrt>(In(static (c, x) => c.Op("Reciprocal", c.Op("Sqrt", x[0])))),
        Row<IsFinite>(In(static (c, x) => c.Op("Not", c.Op("Or", c.Truth("IsNaN", x[0]), c.Truth("IsInf", x[0]))))),

        // Exact near 0, where eˣ − 1 is not: tanh(x/2)·(eˣ + 1).
        Row<Expm1>(In(static (c, x) => c.Op("Mul", c.Op("Tanh", c.Op("Mul", x[0], c.Number(0.5))), c.Op("Add", c.Op("Exp", x[0]), c.Number(1))))),

        // u = 1 + x loses digits of x; ln(u)·x/(u − 1) makes up for that, and where u = 1 the answer is x.
        Row<Log1p>(In(static (c, x) => LogOfOneAnd(c, x[0]))),
        Row<Erfc>(In(static (c, x) => c.Op("Sub", c.Number(1), c.Op("Erf", x[0])))),
        Row<Hypot>(In(static (c, x) => c.Op("Sqrt", c.Op("Add", c.Op("Mul", x[0], x[0]), c.Op("Mul", x[1], x[1]))))),
        Row<Arctan2>(In(static (c, x) => AngleOf(c, x[0], x[1]))),
        Row<FloorDivide>(In(static (c, x) => Floored(c, x[0], x[1]))),
        Row<Modulo>(In(static (c, x) => c.IsFloat ? c.Op("Sub", x[0], c.Op("Mul", Floored(c, x[0], x[1]), x[1])) : c.Op("Mod", x[0], x[1]))),
        Row<LeftShift>(static (e, node) => Shifted(e, node, isLeft: true)),
        Row<RightShift>(static (e, node) => Shifted(e, node, isLeft: false)),
        Row<Remainder>(static (e, node) => Spreading(e, node, (c, x) => c.Op("Mod", [x[0], x[1]], OnnxAttribute.Of("fmod", 1L)))),
    ];

    /// <summary>Writes several elementwise operators down, on operands brought together.</summary>
    public static OnnxValue Spreading(OnnxEmitter e, TracedNode node, Func<ElementwiseWriter, OnnxValue[], OnnxValue> write)
    {
        var spread = new Spread(e, node.Shape, [.. node.Inputs.Select(input => e[input])]);
        return spread.Result(write(new ElementwiseWriter(e, node.DType), spread.Operands));
    }

    private static OnnxRule Of(string op) => (e, node) => Spreading(e, node, (c, x) => c.Op(op, x));

    private static OnnxRule In(Func<ElementwiseWriter, OnnxValue[], OnnxValue> write) => (e, node) => Spreading(e, node, write);

    // ONNX chooses between numbers only.
    private static OnnxValue Choose(OnnxEmitter e, TracedNode node) => Spreading(e, node, (c, x) =>
    {
        if (node.DType != DType.Bool)
        {
            return c.Op("Where", x);
        }

        var (yes, no) = (OnnxOps.Cast(e, x[1], DType.UInt8), OnnxOps.Cast(e, x[2], DType.UInt8));
        return OnnxOps.Cast(e, c.Typed("Where", DType.UInt8, x[0], yes, no), DType.Bool);
    });

    private static OnnxValue LogOfOneAnd(ElementwiseWriter c, OnnxValue x)
    {
        var one = c.Number(1);
        var u = c.Op("Add", x, one);
        var isOne = c.Truth("Equal", u, one);
        var rest = c.Op("Where", isOne, one, c.Op("Sub", u, one));
        var exact = c.Op("Mul", c.Op("Log", u), c.Op("Div", x, rest));

        // Of infinity the quotient is none, and the logarithm is right.
        return c.Op("Where", isOne, x, c.Op("Where", c.Truth("IsInf", u), c.Op("Log", u), exact));
    }

    // The angle of the quotient, turned by half a circle to the left of the vertical axis.
    private static OnnxValue AngleOf(ElementwiseWriter c, OnnxValue y, OnnxValue x)
    {
        var zero = c.Number(0);
        var half = c.Op("Where", c.Truth("Less", y, zero), c.Number(-Math.PI), c.Number(Math.PI));
        var isVertical = c.Truth("Equal", x, zero);
        var angle = c.Op("Atan", c.Op("Div", y, c.Op("Where", isVertical, c.Number(1), x)));
        var turned = c.Op("Where", c.Truth("Less", x, zero), c.Op("Add", angle, half), angle);
        var vertical = c.Op("Mul", c.Op("Sign", y), c.Number(Math.PI / 2));
        return c.Op("Where", isVertical, vertical, turned);
    }

    // ONNX shifts unsigned numbers only. By fixed places a shift is a product or a quotient, exact in 64 bits; what a product
    // has above 32 bits is cut off.
    private static OnnxValue Shifted(OnnxEmitter e, TracedNode node, bool isLeft)
    {
        if (node.DType != DType.Int32 || !node.Inputs[1].IsFixed)
        {
            throw OnnxErrors.Cannot(
                node, "ONNX shifts signed numbers by fixed places only", "compute this part outside the model.");
        }

        var places = node.Inputs[1].Formula;
        long[] factors = [.. places.ToArray<int>().Select(place => isLeft && place >= 32 ? 0 : 1L << Math.Min(place, 32))];
        var (x, factor) = (OnnxOps.Cast(e, e[node.Inputs[0]], DType.Int64), e.Fixed(Tensor.Wrap(factors, places.Shape), "constant"));
        var spread = new Spread(e, node.Shape, x, factor);
        var c = new ElementwiseWriter(e, DType.Int64);
        (x, factor) = (spread.Operands[0], spread.Operands[1]);
        var half = c.Number(1L << 31);
        var y = isLeft
            ? c.Op("Sub", c.Op("Mod", c.Op("Add", c.Op("Mul", x, factor), half), c.Number(1L << 32)), half)
            : Floored(c, x, factor);
        return OnnxOps.Cast(e, spread.Result(y), DType.Int32);
    }

    // Of integers ONNX's quotient is cut towards 0.
    private static OnnxValue Floored(ElementwiseWriter c, OnnxValue a, OnnxValue b) => c.IsFloat
        ? c.Op("Floor", c.Op("Div", a, b))
        : c.Op("Div", c.Op("Sub", a, c.Op("Mod", a, b)), b);
}
