using Lamina.Ops;

namespace Lamina;

// Norms of vectors and matrices. Integers are taken as float32.
public sealed partial class Tensor
{
    /// <summary>The norm of vectors, along one axis, of matrices, along two, or of all elements.</summary>
    /// <remarks>Of vectors: <c>(Σ|x|ᵖ)^(1/p)</c>, ±∞ the largest or smallest magnitude, 0 the number of elements that
    /// are not 0.
    /// Of matrices: 1 and ∞ (−1 and −∞) the largest (smallest) sum of magnitudes of a column and of a row, 2 (−2) the
    /// largest
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
            _ => throw Mismatch.Shapes(
                $"A norm of order {p} is one of vectors or matrices: along one axis or two.", ("x", Shape)),
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
            _ => throw new ArgumentOutOfRangeException(
                nameof(p), p, "A norm of matrices has order 1, 2 or infinity, or the negative of one."),
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
