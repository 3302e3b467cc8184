namespace Lamina.Ops;

/// <summary><c>x = Q·R</c> with orthonormal columns of Q and an upper triangle R.</summary>
/// <remarks>
/// <para>Shapes, with k = min(m, n): [.., m, n] → [.., k, m + n], Qᵀ beside R; complete, [.., m, m + n], Q beside
/// R.</para>
/// <para>By reflections, as A. S. Householder, "Unitary Triangularization of a Nonsymmetric Matrix", J. ACM 5(4),
/// 1958. The
/// gradient is that of M. Seeger et al., "Auto-Differentiating Linear Algebra", arXiv:1710.08717, 2017.</para>
/// </remarks>
internal sealed record Qr(bool Complete = false) : MatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var (m, n) = (x.Shape[^2], x.Shape[^1]);
        if (Complete && m > n)
        {
            throw new NotSupportedException(
                $"The complete QR decomposition of {m} by {n} matrices has no gradient; use the reduced one.");
        }

        var (q, r) = Parts(y, m, n);
        var (dq, dr) = Parts(dy, m, n);
        if (m >= n)
        {
            return Backward(q, r, dq, dr);
        }

        // Wide: the first m columns are decomposed, the others are Q times the rest of R.
        var rest = dr.Slice(-1, m, n - m);
        dq += x.Slice(-1, m, n - m).MatMul(rest.TransposeLast());
        return Tensor.Concat([Backward(q, r.Slice(-1, 0, m), dq, dr.Slice(-1, 0, m)), q.MatMul(rest)]);
    }

    protected override Shape InferMatrix(int m, int n, Shape x) => [Complete ? m : Math.Min(m, n), m + n];

    /// <summary>Q and R of what the op gives.</summary>
    public (Tensor Q, Tensor R) Parts(Tensor y, int m, int n)
    {
        var q = y.Slice(-1, 0, m);
        return (Complete ? q : q.TransposeLast(), y.Slice(-1, m, n));
    }

    // Ā = (Q̄ + Q·C)·R⁻ᵀ, where C is the lower triangle of R·R̄ᵀ − Q̄ᵀ·Q, mirrored.
    private static Tensor Backward(Tensor q, Tensor r, Tensor dq, Tensor dr)
    {
        var inner = r.MatMul(dr.TransposeLast()) - dq.TransposeLast().MatMul(q);
        var mirrored = inner.Tril() + inner.Tril(-1).TransposeLast();
        var right = dq + q.MatMul(mirrored);
        return new TriangularSolve(Lower: false).Of(r, right.TransposeLast()).TransposeLast();
    }
}

/// <summary><c>x = U·diag(s)·V</c> with orthonormal columns of U, orthonormal rows of V and s descending.</summary>
/// <remarks>
/// <para>Shapes, with k = min(m, n): [.., m, n] → [.., k, m + 1 + n], Uᵀ, s and V side by side; with full matrices
/// [.., max(m, n), m + 1 + n], filled up with zeros.</para>
/// <para>The gradient is that of J. Townsend, "Differentiating the Singular Value Decomposition", 2016; singular
/// values that
/// are equal do not turn into each other.</para>
/// </remarks>
internal sealed record Svd(bool Full = false) : MatrixOp
{
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy)
    {
        var (m, n) = (x.Shape[^2], x.Shape[^1]);
        if (Full && m != n)
        {
            throw new NotSupportedException(
                $"The singular value decomposition with full matrices has no gradient for {m} by {n} matrices;"
                + " use fullMatrices: false.");
        }

        var (u, s, v) = Parts(y, m, n);
        var (du, ds, dv) = Parts(dy, m, n);
        var (row, column) = (s.TransposeLast(), s);
        var between = (row.Square() - column.Square()).InverseOrZero();
        var inner = (Skew(u.TransposeLast().MatMul(du)) * between * row)
            + (column * between * Skew(v.MatMul(dv.TransposeLast())))
            + (ds * Tensor.Eye(Math.Min(m, n), dtype: x.DType));
        var dx = u.MatMul(inner).MatMul(v);
        if (m > n)
        {
            var outside = du - u.MatMul(u.TransposeLast().MatMul(du));
            dx += (outside * row.InverseOrZero()).MatMul(v);
        }
        else if (n > m)
        {
            var outside = dv - dv.MatMul(v.TransposeLast()).MatMul(v);
            dx += u.MatMul(column.InverseOrZero() * outside);
        }

        return dx;
    }

    protected override Shape InferMatrix(int m, int n, Shape x) => [Full ? Math.Max(m, n) : Math.Min(m, n), m + 1 + n];

    /// <summary>U, s as a column, and V of what the op gives.</summary>
    public (Tensor U, Tensor S, Tensor V) Parts(Tensor y, int m, int n)
    {
        var k = Math.Min(m, n);
        var (rowsU, rowsV) = Full ? (m, n) : (k, k);
        return (
            y.Slice(-1, 0, m).Slice(-2, 0, rowsU).TransposeLast(),
            y.Slice(-1, m, 1).Slice(-2, 0, k),
            y.Slice(-1, m + 1, n).Slice(-2, 0, rowsV));
    }

    private static Tensor Skew(Tensor x) => x - x.TransposeLast();
}
