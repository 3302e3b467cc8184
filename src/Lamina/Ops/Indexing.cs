using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>Rows of a table, chosen by index: table [n, ..], indices [..i] → [..i, ..].</summary>
internal sealed record Gather : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b) => a.Rank >= 1
        ? [.. b, .. a[1..]]
        : throw Mismatch.Shapes("Gather needs a table with at least one axis.", ("table", a), ("indices", b));

    public override DType InferDType(DType a, DType b) =>
        b == DType.Int32 ? a : throw Mismatch.DType(this, "int32 indices", b);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new ScatterAdd(a.Shape[0]).Of(dy, b), null);
}

/// <summary>Adds rows into a table of zeros, each at its index: rows [..i, ..], indices [..i] → [n, ..].</summary>
internal sealed record ScatterAdd(int Rows) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b) => a.Rank >= b.Rank && a[..b.Rank] == b
        ? [Rows, .. a[b.Rank..]]
        : throw Mismatch.Shapes("ScatterAdd needs rows whose leading axes are those of the indices.", ("rows", a), ("indices", b));

    public override DType InferDType(DType a, DType b) =>
        b == DType.Int32 ? a : throw Mismatch.DType(this, "int32 indices", b);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new Gather().Of(dy, b), null);
}

/// <summary>Rows of a table that the last axis of the indices names, added up, each times its weight if there are weights:
/// table [n, ..], indices [..i, k], weights [..i, k] → [..i, ..].</summary>
/// <remarks>The compiler makes it of a sum over a <see cref="Gather"/>, so that the rows are never written out.</remarks>
internal sealed record GatherSum : Op
{
    public override bool IsDifferentiable => false;

    public override TensorType Infer(ReadOnlySpan<TensorType> inputs) =>
        inputs[0] with { Shape = [.. inputs[1].Shape[..^1], .. inputs[0].Shape[1..]] };

    public override Tensor?[] Vjp(Node node, Tensor dy) => [null, null, null];
}

/// <summary>Adds rows into a table of zeros, each at all indices that the last axis names for it, times its weight there if
/// there are weights: rows [..i, ..], indices [..i, k], weights [..i, k] → [n, ..].</summary>
/// <remarks>The compiler makes it of a <see cref="ScatterAdd"/> of repeated rows, so that they are never written
/// out.</remarks>
internal sealed record ScatterAddRepeated(int Rows) : Op
{
    public override bool IsDifferentiable => false;

    public override TensorType Infer(ReadOnlySpan<TensorType> inputs) =>
        inputs[0] with { Shape = [Rows, .. inputs[0].Shape[(inputs[1].Shape.Rank - 1)..]] };

    public override Tensor?[] Vjp(Node node, Tensor dy) => [null, null, null];
}

/// <summary>Elements chosen by index along one axis: <c>y[.., i, ..] = x[.., indices[.., i, ..], ..]</c>.</summary>
internal sealed record TakeAlong(int Axis) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b) => a.Rank == b.Rank && a.With(Axis, 1) == b.With(Axis, 1)
        ? b
        : throw Mismatch.Shapes($"TakeAlong needs shapes that agree in all axes but axis {Axis}.", ("x", a), ("indices", b));

    public override DType InferDType(DType a, DType b) =>
        b == DType.Int32 ? a : throw Mismatch.DType(this, "int32 indices", b);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new AddAlong(Axis, a.Shape[Axis]).Of(dy, b), null);
}

/// <summary>Adds elements into zeros, each at its index along one axis: what <see cref="TakeAlong"/> took, put back.</summary>
internal sealed record AddAlong(int Axis, int AxisLength) : BinaryOp
{
    public override Shape InferShape(Shape a, Shape b) => a == b
        ? a.With(Axis, AxisLength)
        : throw Mismatch.Shapes("AddAlong needs an index for each element.", ("x", a), ("indices", b));

    public override DType InferDType(DType a, DType b) =>
        b == DType.Int32 ? a : throw Mismatch.DType(this, "int32 indices", b);

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new TakeAlong(Axis).Of(dy, b), null);
}
