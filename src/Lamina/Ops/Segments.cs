namespace Lamina.Ops;

/// <summary>Joins rows that have the same index: rows [n, ..], indices [n] → [Rows, ..].</summary>
internal abstract record SegmentOp(int Rows) : BinaryOp, IInterpreted
{
    public sealed override Shape InferShape(Shape a, Shape b) => a.Rank >= 1 && b.Rank == 1 && a[0] == b[0]
        ? [Rows, .. a[1..]]
        : throw Mismatch.Shapes($"{Name} needs an index for each row.", ("rows", a), ("indices", b));

    public sealed override DType InferDType(DType a, DType b) =>
        b == DType.Int32 ? a : throw Mismatch.DType(this, "int32 indices", b);
}

/// <summary>The largest of the rows of each index; the least number of the dtype where there is none. Ties share the
/// gradient.</summary>
internal sealed record SegmentMax(int Rows) : SegmentOp(Rows)
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var mask = a.EqualTo(y.Gather(b)).Cast(a.DType);
        var count = new ScatterAdd(Rows).Of(mask, b);
        return (dy.Gather(b) * mask / count.Gather(b), null);
    }
}

/// <summary>The product of the rows of each index; 1 where there is none.</summary>
internal sealed record SegmentProduct(int Rows) : SegmentOp(Rows)
{
    // The product of the others: what is not 0 multiplied, unless there is a 0 among the others.
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var isZero = a.EqualTo(0);
        var zeros = new ScatterAdd(Rows).Of(isZero.Cast(a.DType), b).Gather(b);
        var rest = new SegmentProduct(Rows).Of(Tensor.Where(isZero, 1, a), b).Gather(b);
        var ofOthers = Tensor.Where(
            zeros.EqualTo(0), rest / Tensor.Where(isZero, 1, a), Tensor.Where(isZero & zeros.EqualTo(1), rest, 0));
        return (dy.Gather(b) * ofOthers, null);
    }
}

/// <summary>For each of some rows the last place of its index among the indices, or −1: indices [n] → [Rows].</summary>
internal sealed record LastPlace(int Rows) : UnaryOp, IInterpreted
{
    public override bool IsDifferentiable => false;

    public override Shape InferShape(Shape x) => [Rows];

    public override DType InferDType(DType x) =>
        x == DType.Int32 ? x : throw Mismatch.DType(this, "int32 indices", x);

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}

/// <summary>How many elements of a sorted vector are below each value, or, from the right, not above it.</summary>
internal sealed record SearchSorted(bool Right) : BinaryOp, IInterpreted
{
    public override bool IsDifferentiable => false;

    public override Shape InferShape(Shape a, Shape b) => a.Rank == 1
        ? b
        : throw Mismatch.Shapes("SearchSorted needs a sorted vector.", ("sorted", a), ("values", b));

    public override DType InferDType(DType a, DType b)
    {
        base.InferDType(a, b);
        return DType.Int32;
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) => (null, null);
}
