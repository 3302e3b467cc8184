using Lamina.Ops;

namespace Lamina;

// Matrices over the last two axes, [.., m, n]; leading axes are a batch. Computed in double precision, one matrix
// after the
// other. Integers are taken as float32.
public sealed partial class Tensor
{
    /// <summary>The lower triangle L with <c>x = L·Lᵀ</c> of symmetric positive definite matrices, of which the lower
    /// triangle
    /// is read; NaN where one is not positive definite.</summary>
    /// <param name="upper">Give Lᵀ instead.</param>
    public Tensor Cholesky(bool upper = false) => new Cholesky().Of(Floats()) is var y && upper ? y.TransposeLast() : y;

    /// <summary>The inverse of the matrix whose Cholesky factor this is.</summary>
    /// <param name="upper">Whether the factor is an upper triangle.</param>
    public Tensor CholeskyInverse(bool upper = false)
    {
        var factor = upper ? Floats().TransposeLast() : Floats();
        var half = SolveTriangular(factor, IdentityLike(factor), lower: true);
        return half.TransposeLast().MatMul(half);
    }

    /// <summary>The inverse of square matrices; not finite where there is none.</summary>
    public Tensor Inv() => new Inverse().Of(Floats());

    /// <summary>The pseudoinverse of Moore and Penrose: [.., m, n] → [.., n, m].</summary>
    /// <param name="cutoff">The share of the largest singular value below which others count as 0; where null, the
    /// spacing of
    /// numbers near 1 times the longer side.</param>
    public Tensor Pinv(double? cutoff = null) =>
        Floats() is var x ? new PseudoInverse(cutoff ?? x.RankCutoff()).Of(x) : this;

    /// <summary>The determinant of square matrices: [.., n, n] → [..].</summary>
    public Tensor Det() => new Determinant().Of(Floats()).Reshape(Shape[..^2]);

    /// <summary>The sign of the determinant and the logarithm of its magnitude, which does not overflow.</summary>
    public (Tensor Sign, Tensor Logarithm) SlogDet()
    {
        var y = new LogDeterminant().Of(Floats());
        return (y.Slice(-1, 0, 1).Reshape(Shape[..^2]), y.Slice(-1, 1, 1).Reshape(Shape[..^2]));
    }

    /// <summary>The logarithm of the magnitude of the determinant.</summary>
    public Tensor LogDet() => SlogDet().Logarithm;

    /// <summary>The x with <c>a·x = b</c>: a [.., n, n], b [.., n] or [.., n, k]. Leading axes broadcast.</summary>
    public static Tensor Solve(Tensor a, Tensor b) => Solved(a, b, new LinearSolve());

    /// <summary>The x with <c>a·x = b</c> for triangular matrices a, whose other triangle is not read.</summary>
    /// <param name="a">Matrices [.., n, n].</param>
    /// <param name="b">Right sides [.., n] or [.., n, k].</param>
    /// <param name="lower">Whether the lower triangle is meant.</param>
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool lower = false) =>
        Solved(a, b, new TriangularSolve(lower));

    /// <summary>The shortest x for which <c>a·x</c> is nearest to b: a [.., m, n], b [.., m] or [.., m, k].</summary>
    /// <param name="a">Matrices.</param>
    /// <param name="b">Right sides.</param>
    /// <param name="cutoff">As that of <see cref="Pinv"/>.</param>
    public static Tensor Lstsq(Tensor a, Tensor b, double? cutoff = null)
    {
        (a, b) = FloatsAlike(a, b);
        var isVector = b.Rank == a.Rank - 1;
        var x = a.Pinv(cutoff).MatMul(isVector ? b.ExpandDims(-1) : b);
        return isVector ? x.Squeeze(-1) : x;
    }

    /// <summary>L below the diagonal and U from it on, with <c>P·x = L·U</c>, and for each row, as int32, the one
    /// that it was
    /// exchanged with in its turn.</summary>
    public (Tensor Lu, Tensor Pivots) LuFactor() =>
        Floats() is var x ? (new LuFactor().Of(x), new LuRows(AsExchanges: true).Of(x)) : default;

    /// <summary><c>x = Q·R</c> with orthonormal columns of Q and an upper triangle R.</summary>
    /// <param name="complete">Q [.., m, m] and R [.., m, n]; reduced, with k = min(m, n), Q [.., m, k] and R [.., k,
    /// n]. Of tall
    /// matrices only the reduced one has a gradient.</param>
    public (Tensor Q, Tensor R) Qr(bool complete = false)
    {
        var op = new Qr(complete);
        return op.Parts(op.Of(Floats()), Shape[^2], Shape[^1]);
    }

    /// <summary>Eigenvalues, ascending [.., n], and eigenvectors, the columns of [.., n, n], of symmetric matrices,
    /// of which the
    /// lower triangle is read.</summary>
    public (Tensor Values, Tensor Vectors) Eigh()
    {
        var y = new SymmetricEigen().Of(Floats());
        return (y.Select(-1, 0), y.Slice(-1, 1, Shape[^1]));
    }

    /// <summary>Eigenvalues [.., n] and eigenvectors, the columns of [.., n, n], of any square matrices, both as
    /// pairs of real
    /// and imaginary part; no gradient flows.</summary>
    /// <remarks>The order of the eigenvalues is not defined. Vectors have length 1, their largest component is
    /// real.</remarks>
    public ((Tensor Real, Tensor Imaginary) Values, (Tensor Real, Tensor Imaginary) Vectors) Eig()
    {
        var y = new GeneralEigen().Of(Floats());
        var n = Shape[^1];
        return ((y.Select(-1, 0), y.Select(-1, 1)), (y.Slice(-1, 2, n, 2), y.Slice(-1, 3, n, 2)));
    }

    /// <summary><c>x = U·diag(S)·V</c> with orthonormal columns of U, orthonormal rows of V, and S
    /// descending.</summary>
    /// <param name="fullMatrices">U [.., m, m] and V [.., n, n]; otherwise, with k = min(m, n), U [.., m, k] and V
    /// [.., k, n], which
    /// alone have a gradient where m and n differ.</param>
    public (Tensor U, Tensor S, Tensor V) Svd(bool fullMatrices = true)
    {
        var op = new Svd(fullMatrices && Shape[^2] != Shape[^1]);
        var (u, s, v) = op.Parts(op.Of(Floats()), Shape[^2], Shape[^1]);
        return (u, s.Squeeze(-1), v);
    }

    /// <summary>The singular values, descending: [.., m, n] → [.., min(m, n)].</summary>
    public Tensor SingularValues() => Svd(fullMatrices: false).S;

    /// <summary>The number of singular values above a bound, as int32.</summary>
    /// <param name="tolerance">The bound; where null, the largest singular value times the spacing of numbers near 1
    /// times the
    /// longer side.</param>
    public Tensor MatrixRank(double? tolerance = null)
    {
        var values = SingularValues();
        var bound = tolerance is { } given ? values.Like(given) : values.Max(-1, keepDims: true) * Floats().RankCutoff();
        return (values > bound).CountNonzero([-1]);
    }

    /// <summary>A power of square matrices; of the inverse if the exponent is negative.</summary>
    public Tensor MatrixPower(int n)
    {
        var x = n < 0 ? Inv() : Floats();
        Tensor? y = null;
        for (var left = Math.Abs((long)n); left > 0; left /= 2)
        {
            y = left % 2 == 0 ? y : y is null ? x : y.MatMul(x);
            x = left > 1 ? x.MatMul(x) : x;
        }

        return y ?? IdentityLike(x);
    }

    private static Tensor Solved(Tensor a, Tensor b, SolveOp op)
    {
        (a, b) = FloatsAlike(a, b);
        var isVector = b.Rank == a.Rank - 1;
        b = isVector ? b.ExpandDims(-1) : b;
        if (a.Rank < 2 || b.Rank < 2 || Shape.TryBroadcast(a.Shape[..^2], b.Shape[..^2]) is not { } batch)
        {
            throw Mismatch.Shapes(
                $"{op.GetType().Name} needs matrices a [.., n, n] and right sides b [.., n] or [.., n, k].",
                ("a", a.Shape), ("b", b.Shape));
        }

        var x = op.Of(a.BroadcastTo([.. batch, .. a.Shape[^2..]]), b.BroadcastTo([.. batch, .. b.Shape[^2..]]));
        return isVector ? x.Squeeze(-1) : x;
    }

    private static Tensor IdentityLike(Tensor x) => Eye(x.Shape[^1], dtype: x.DType).BroadcastTo(x.Shape);

    private double RankCutoff() =>
        Math.Max(Shape[^2], Shape[^1]) * (DType == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1);
}
