namespace Lamina.Ops;

/// <summary>A function of matrices [.., m, n] that has no kernel.</summary>
internal abstract record MatrixOp : UnaryOp, IInterpreted
{
    public sealed override Shape InferShape(Shape x) => x.Rank >= 2
        ? [.. x[..^2], .. InferMatrix(x[x.Rank - 2], x[x.Rank - 1], x)]
        : throw Mismatch.Shapes($"{Name} needs matrices: at least two axes.", ("x", x));

    public override DType InferDType(DType x) =>
        x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    protected abstract Shape InferMatrix(int m, int n, Shape x);
}

/// <summary>A function of square matrices.</summary>
internal abstract record SquareMatrixOp : MatrixOp
{
    protected sealed override Shape InferMatrix(int m, int n, Shape x) => m == n
        ? InferSquare(n)
        : throw Mismatch.Shapes($"{Name} needs square matrices; these are {m} by {n}.", ("x", x));

    protected virtual Shape InferSquare(int n) => [n, n];
}

/// <summary>The lower triangle L with <c>x = L·Lᵀ</c> of a symmetric positive definite matrix, whose lower triangle is
/// read; NaN where the matrix is not positive definite.</summary>
/// <remarks>The gradient is I. Murray's, "Differentiation of the Cholesky decomposition", arXiv:1602.07527,
/// 2016.</remarks>
internal sealed record Cholesky : SquareMatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var inner = y.TransposeLast().MatMul(dy.Tril());
        var half = inner.Tril() - (0.5 * inner.DiagonalPart());
        var solve = new TriangularSolve(Lower: true, Transposed: true);
        var left = solve.Of(y, half + half.TransposeLast());
        return 0.5 * solve.Of(y, left.TransposeLast()).TransposeLast();
    }
}

/// <summary>The inverse matrix; infinite or NaN where there is none.</summary>
internal sealed record Inverse : SquareMatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) =>
        -y.TransposeLast().MatMul(dy).MatMul(y.TransposeLast());
}

/// <summary>The determinant: [.., n, n] → [.., 1, 1].</summary>
internal sealed record Determinant : SquareMatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy * y * new Inverse().Of(x).TransposeLast();

    protected override Shape InferSquare(int n) => [1, 1];
}

/// <summary>The sign of the determinant and the logarithm of its magnitude: [.., n, n] → [.., 1, 2].</summary>
internal sealed record LogDeterminant : SquareMatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) =>
        dy.Slice(-1, 1, 1) * new Inverse().Of(x).TransposeLast();

    protected override Shape InferSquare(int n) => [1, 2];
}

/// <summary>L below the diagonal, where it has ones, and U from it on, with <c>P·x = L·U</c>: rows are exchanged so
/// that each
/// pivot is the largest of its column.</summary>
internal sealed record LuFactor : SquareMatrixOp
{
    // Ā = Pᵀ·L⁻ᵀ·(below(Lᵀ·L̄) + above(Ū·Uᵀ))·U⁻ᵀ, where L̄ and Ū are the parts of dy.
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var lower = y.Tril(-1) + Tensor.Eye(x.Shape[^1], dtype: x.DType);
        var upper = y.Triu();
        var inner = lower.TransposeLast().MatMul(dy.Tril(-1)).Tril(-1) + dy.Triu().MatMul(upper.TransposeLast()).Triu();
        var left = new TriangularSolve(Lower: true, Transposed: true, Unit: true).Of(lower, inner);
        var right = new TriangularSolve(Lower: false).Of(upper, left.TransposeLast()).TransposeLast();
        var rows = new LuRows(AsExchanges: false).Of(x).ArgSort().ExpandDims(-1).BroadcastTo(x.Shape);
        return right.TakeAlong(rows, axis: -2);
    }
}

/// <summary>How <see cref="LuFactor"/> puts the rows: [.., n, n] → [.., n], for each place the row that stands there,
/// or, as
/// exchanges, the row that it was exchanged with in its turn.</summary>
internal sealed record LuRows(bool AsExchanges) : SquareMatrixOp
{
    public override bool IsDifferentiable => false;

    public override DType InferDType(DType x) => base.InferDType(x).IsFloat ? DType.Int32 : x;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;

    protected override Shape InferSquare(int n) => [n];
}

/// <summary>Eigenvalues of symmetric matrices, ascending, and their eigenvectors as columns, side by side:
/// [.., n, n] → [.., n, 1 + n]. The lower triangle is read.</summary>
/// <remarks>The gradient is that of M. B. Giles, "Collected Matrix Derivative Results for Forward and Reverse Mode
/// Algorithmic Differentiation", Advances in Automatic Differentiation, 2008; eigenvalues that are equal do not turn
/// into
/// each other.</remarks>
internal sealed record SymmetricEigen : MatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var n = x.Shape[^1];
        var (values, vectors) = (y.Slice(-1, 0, 1), y.Slice(-1, 1, n));
        var (dValues, dVectors) = (dy.Slice(-1, 0, 1), dy.Slice(-1, 1, n));
        var transposed = vectors.TransposeLast();
        var inner = (values.TransposeLast() - values).InverseOrZero() * transposed.MatMul(dVectors);
        var whole = vectors.MatMul(inner + (dValues * Tensor.Eye(n, dtype: x.DType))).MatMul(transposed);
        return 0.5 * (whole + whole.TransposeLast());
    }

    protected override Shape InferMatrix(int m, int n, Shape x) => m == n
        ? [n, n + 1]
        : throw Mismatch.Shapes($"{Name} needs square matrices; these are {m} by {n}.", ("x", x));
}

/// <summary>Eigenvalues and eigenvectors of any square matrix, complex numbers: [.., n, n] → [.., n, 2 + 2n], in each
/// row the
/// real and imaginary part of an eigenvalue, then those of row i of the matrix of eigenvectors. No gradient
/// flows.</summary>
internal sealed record GeneralEigen : SquareMatrixOp
{
    public override bool IsDifferentiable => false;

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;

    protected override Shape InferSquare(int n) => [n, 2 + (2 * n)];
}

/// <summary>The pseudoinverse by singular values; those not above a share of the largest count as 0.</summary>
/// <remarks>The gradient is that of G. H. Golub and V. Pereyra, "The Differentiation of Pseudo-Inverses and Nonlinear
/// Least
/// Squares Problems Whose Variables Separate", SIAM J. Numer. Anal. 10(2), 1973.</remarks>
internal sealed record PseudoInverse(double Cutoff) : MatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var (m, n) = (x.Shape[^2], x.Shape[^1]);
        var (p, pt, gt) = (y, y.TransposeLast(), dy.TransposeLast());
        var outer = Tensor.Eye(m, dtype: x.DType) - x.MatMul(p);
        var inner = Tensor.Eye(n, dtype: x.DType) - p.MatMul(x);
        return -pt.MatMul(dy).MatMul(pt) + outer.MatMul(gt).MatMul(p).MatMul(pt) + pt.MatMul(p).MatMul(gt).MatMul(inner);
    }

    protected override Shape InferMatrix(int m, int n, Shape x) => [n, m];
}

/// <summary>The x with <c>a·x = b</c> for a triangular matrix a, or its transpose; the other triangle is not
/// read.</summary>
/// <remarks>Shapes: a [.., n, n], b [.., n, k] → [.., n, k], leading axes equal. With <c>Unit</c> the diagonal counts
/// as 1.</remarks>
internal sealed record TriangularSolve(bool Lower, bool Transposed = false, bool Unit = false) : SolveOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var db = (this with { Transposed = !Transposed }).Of(a, dy);
        var whole = Transposed ? -y.MatMul(db.TransposeLast()) : -db.MatMul(y.TransposeLast());
        var k = Unit ? 1 : 0;
        return (Lower ? whole.Tril(-k) : whole.Triu(k), db);
    }
}

/// <summary>The x with <c>a·x = b</c> for a square matrix a, or its transpose.</summary>
/// <remarks>Shapes: a [.., n, n], b [.., n, k] → [.., n, k], leading axes equal.</remarks>
internal sealed record LinearSolve(bool Transposed = false) : SolveOp
{
    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy)
    {
        var db = new LinearSolve(!Transposed).Of(a, dy);
        return (Transposed ? -y.MatMul(db.TransposeLast()) : -db.MatMul(y.TransposeLast()), db);
    }
}

/// <summary>A linear equation: a square matrix and right sides.</summary>
internal abstract record SolveOp : BinaryOp, IInterpreted
{
    public sealed override Shape InferShape(Shape a, Shape b) =>
        a.Rank >= 2 && a.Rank == b.Rank && a[..^2] == b[..^2] && a[^1] == a[^2] && a[^1] == b[^2]
            ? b
            : throw Mismatch.Shapes(
                $"{GetType().Name} needs square matrices a and as many rows of b.", ("a", a), ("b", b));

    public sealed override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);
}
