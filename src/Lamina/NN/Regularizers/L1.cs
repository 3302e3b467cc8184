namespace Lamina.NN;

/// <summary>The sum of magnitudes, which drives weights to exactly 0: <c>λ·Σ|w|</c>.</summary>
/// <remarks>Source: R. Tibshirani, "Regression Shrinkage and Selection via the Lasso", J. R. Statist. Soc. B 58(1),
/// 1996.</remarks>
/// <param name="Factor">λ; 0 or more.</param>
public sealed record L1(double Factor = 0.01) : Regularizer
{
    /// <summary>λ, the weight of the penalty.</summary>
    public double Factor { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor w)
    {
        ArgumentNullException.ThrowIfNull(w);
        return Factor * w.Abs().Sum();
    }
}
