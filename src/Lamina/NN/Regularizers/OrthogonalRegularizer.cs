using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A penalty on rows, or columns, of a matrix that are not orthogonal to each other.</summary>
/// <remarks>
/// <para>Formula: <c>λ·Σ|cos(wᵢ, wⱼ)|/(n·(n − 1)/2)</c> over all pairs i &lt; j of n rows or columns: λ times the mean magnitude
/// of their cosines. Their lengths do not matter. A single one gives 0.</para>
/// <para>Source: Keras.</para>
/// </remarks>
/// <param name="Factor">λ; 0 or more.</param>
/// <param name="Mode">What is to be orthogonal.</param>
/// <exception cref="ShapeMismatchException">The weight is not a matrix.</exception>
public sealed record OrthogonalRegularizer(double Factor = 0.01, OrthogonalMode Mode = OrthogonalMode.Rows) : Regularizer
{
    /// <summary>λ, the weight of the penalty.</summary>
    public double Factor { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor w)
    {
        ArgumentNullException.ThrowIfNull(w);
        if (w.Shape.Rank != 2)
        {
            throw Mismatch.Shapes("OrthogonalRegularizer needs a weight of two axes.", ("weight", w.Shape));
        }

        var rows = Mode == OrthogonalMode.Rows ? w : w.TransposeLast();
        var directions = rows * Tensor.Maximum(rows.Square().Sum(1, keepDims: true), 1e-24).Rsqrt();
        var count = rows.Shape[0];
        var others = Tensor.Ones([count, count]) - Tensor.Arange(count).OneHot(count);
        var cosines = (directions.MatMul(directions.TransposeLast()) * others).Abs().Sum();
        return Factor * 0.5 * cosines / Math.Max(1, count * (count - 1) / 2.0);
    }
}
