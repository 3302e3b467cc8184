namespace Lamina.NN;

/// <summary>The sum of squares, which keeps weights small: <c>λ·Σw²</c>.</summary>
/// <remarks>Source: A. E. Hoerl and R. W. Kennard, "Ridge Regression", Technometrics 12(1), 1970.</remarks>
/// <param name="Factor">λ; 0 or more.</param>
public sealed record L2(double Factor = 0.01) : Regularizer
{
    /// <summary>λ, the weight of the penalty.</summary>
    public double Factor { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Factor);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor w)
    {
        ArgumentNullException.ThrowIfNull(w);
        return Factor * w.Square().Sum();
    }
}
