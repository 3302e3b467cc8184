using Lamina.Ops;

namespace Lamina;

// Matrices over the last two axes, [.., m, n]; leading axes are a batch. Computed in double precision, one matrix after the
// other. Integers are taken as float32.
public sealed partial class Tensor
{
    /// <summary>The lower triangle L with <c>x = L·Lᵀ</c> of symmetric positive definite matrices, of which the lower triangle
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
    /// <param name="cutoff">The share of the largest singular value below which others count as 0; where null, the spacing of
    /// numbers near 1 times the longer side.</param>
    public Tensor Pinv(double? cutoff = null) => Floats() is var x ? new PseudoInverse(cutoff ?? x.RankCutoff()).Of(x) : this;

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
    public static Tensor SolveTriangular(Tensor a, Tensor b, bool lower = false) => Solved(a, b, new TriangularSolve(lower));

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

    /// <summary>L below the diagonal and U from it on, with <c>P·x = L·U</c>, and for each row, as int32, the one that it was
    /// exchanged with in its turn.</summary>
    public (Tensor Lu, Tensor Pivots) LuFactor() =>
        Floats() is var x ? (new LuFactor().Of(x), new LuRows(AsExchanges: true).Of(x)) : default;

    /// <summary><c>x = Q·R</c> with orthonormal columns of Q and an upper triangle R.</summary>
    /// <param name="complete">Q [.., m, m] and R [.., m, n]; reduced, with k = min(m, n), Q [.., m, k] and R [.., k, n]. Of tall
    /// matrices only the reduced one has a gradient.</param>
    public (Tensor Q, Tensor R) Qr(bool complete = false)
    {
        var op = new Qr(complete);
        return op.Parts(op.Of(Floats()), Shape[^2], Shape[^1]);
    }

    /// <summary>Eigenvalues, ascending [.., n], and eigenvectors, the columns of [.., n, n], of symmetric matrices, of which the
    /// lower triangle is read.</summary>
    public (Tensor Values, Tensor Vectors) Eigh()
    {
        var y = new SymmetricEigen().Of(Floats());
        return (y.Select(-1, 0), y.Slice(-1, 1, Shape[^1]));
    }

    /// <summary>Eigenvalues [.., n] and eigenvectors, the columns of [.., n, n], of any square matrices, both as pairs of real
    /// and imaginary part; no gradient flows.</summary>
    /// <remarks>The order of the eigenvalues is not defined. Vectors have length 1, their largest component is real.</remarks>
    public ((Tensor Real, Tensor Imaginary) Values, (Tensor Real, Tensor Imaginary) Vectors) Eig()
    {
        var y = new GeneralEigen().Of(Floats());
        var n = Shape[^1];
        return ((y.Select(-1, 0), y.Select(-1, 1)), (y.Slice(-1, 2, n, 2), y.Slice(-1, 3, n, 2)));
    }

    /// <summary><c>x = U·diag(S)·V</c> with orthonormal columns of U, orthonormal rows of V, and S descending.</summary>
    /// <param name="fullMatrices">U [.., m, m] and V [.., n, n]; otherwise, with k = min(m, n), U [.., m, k] and V [.., k, n], which
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
    /// <param name="tolerance">The bound; where null, the largest singular value times the spacing of numbers near 1 times the
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

    /// <summary>The norm of vectors, along one axis, of matrices, along two, or of all elements.</summary>
    /// <remarks>Of vectors: <c>(Σ|x|ᵖ)^(1/p)</c>, ±∞ the largest or smallest magnitude, 0 the number of elements that are not 0.
    /// Of matrices: 1 and ∞ (−1 and −∞) the largest (smallest) sum of magnitudes of a column and of a row, 2 (−2) the largest
    /// (smallest) singular value.</remarks>
    /// <param name="order">Which norm p; where null, the root of the sum of squares.</param>
    /// <param name="axes">One axis or two; all where null.</param>
    /// <param name="keepDims">Whether the axes stay, with length 1.</param>
    public Tensor Norm(double? order = null, int[]? axes = null, bool keepDims = false)
    {
        var x = Floats();
        if (order is not { } p)
        {
            return x.RootOfSquares(axes ?? AllAxes(), keepDims);
        }

        axes ??= AllAxes();
        return axes.Length switch
        {
            1 => x.VectorNorm(p, axes, keepDims),
            2 => x.MatrixNorm(p, axes, keepDims),
            _ => throw Mismatch.Shapes($"A norm of order {p} is one of vectors or matrices: along one axis or two.", ("x", Shape)),
        };
    }

    /// <summary>The sum of the singular values of the matrices that two axes span.</summary>
    public Tensor NuclearNorm(int[]? axes = null, bool keepDims = false)
    {
        var (x, kept) = Floats().Matrices(axes ?? AllAxes());
        return OfMatrices(x.SingularValues().Sum(-1), kept, keepDims);
    }

    /// <summary>Divided by the norm of the vectors along an axis.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="order">Which norm; see <see cref="Norm"/>.</param>
    /// <param name="epsilon">What the norm counts as at least; where null, the spacing of numbers near 1.</param>
    public Tensor Normalize(int axis = -1, double order = 2, double? epsilon = null)
    {
        var x = Floats();
        var least = epsilon ?? (x.DType == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1);
        return order == 2
            ? x * Maximum(x.Square().Sum(axis, keepDims: true), least * least).Rsqrt()
            : x / Maximum(x.Norm(order, [axis], keepDims: true), least);
    }

    private static Tensor Solved(Tensor a, Tensor b, SolveOp op)
    {
        (a, b) = FloatsAlike(a, b);
        var isVector = b.Rank == a.Rank - 1;
        b = isVector ? b.ExpandDims(-1) : b;
        if (a.Rank < 2 || b.Rank < 2 || Shape.TryBroadcast(a.Shape[..^2], b.Shape[..^2]) is not { } batch)
        {
            throw Mismatch.Shapes($"{op.GetType().Name} needs matrices a [.., n, n] and right sides b [.., n] or [.., n, k].", ("a", a.Shape), ("b", b.Shape));
        }

        var x = op.Of(a.BroadcastTo([.. batch, .. a.Shape[^2..]]), b.BroadcastTo([.. batch, .. b.Shape[^2..]]));
        return isVector ? x.Squeeze(-1) : x;
    }

    private static Tensor IdentityLike(Tensor x) => Eye(x.Shape[^1], dtype: x.DType).BroadcastTo(x.Shape);

    private double RankCutoff() =>
        Math.Max(Shape[^2], Shape[^1]) * (DType == DType.Float64 ? Math.BitIncrement(1.0) - 1 : MathF.BitIncrement(1f) - 1);

    // The gradient at 0 is 0.
    private Tensor RootOfSquares(int[] axes, bool keepDims)
    {
        var sum = Square().Sum(axes, keepDims);
        var isZero = sum.EqualTo(0);
        return Where(isZero, 0, Where(isZero, 1, sum).Sqrt());
    }

    private Tensor VectorNorm(double p, int[] axes, bool keepDims) => p switch
    {
        double.PositiveInfinity => Abs().Max(axes, keepDims),
        double.NegativeInfinity => Abs().Min(axes, keepDims),
        0 => CountNonzero(axes, keepDims).Cast(DType),
        1 => Abs().Sum(axes, keepDims),
        2 => RootOfSquares(axes, keepDims),
        _ => Abs().Pow(p).Sum(axes, keepDims).Pow(1 / p),
    };

    private Tensor MatrixNorm(double p, int[] axes, bool keepDims)
    {
        var (x, kept) = Matrices(axes);
        var y = p switch
        {
            1 => x.Abs().Sum(-2).Max(-1),
            -1 => x.Abs().Sum(-2).Min(-1),
            double.PositiveInfinity => x.Abs().Sum(-1).Max(-1),
            double.NegativeInfinity => x.Abs().Sum(-1).Min(-1),
            2 => x.SingularValues().Max(-1),
            -2 => x.SingularValues().Min(-1),
            _ => throw new ArgumentOutOfRangeException(nameof(p), p, "A norm of matrices has order 1, 2 or infinity, or the negative of one."),
        };
        return OfMatrices(y, kept, keepDims);
    }

    private (Tensor X, Shape Kept) Matrices(int[] axes)
    {
        if (axes.Length != 2)
        {
            throw Mismatch.Shapes("A norm of matrices needs two axes.", ("x", Shape));
        }

        int[] at = [.. axes.Select(Shape.NormalizeAxis)];
        return (MoveAxis(at, [-2, -1]), [.. Shape.Select((length, i) => at.Contains(i) ? 1 : length)]);
    }

    private static Tensor OfMatrices(Tensor y, Shape kept, bool keepDims) => keepDims ? y.Reshape(kept) : y;
}
