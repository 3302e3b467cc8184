namespace Lamina.NN;

/// <summary>Both penalties: <c>λ₁·Σ|w| + λ₂·Σw²</c>.</summary>
/// <remarks>Source: H. Zou and T. Hastie, "Regularization and variable selection via the elastic net", J. R. Statist.
/// Soc. B 67(2), 2005.</remarks>
/// <param name="L1">λ₁, of the magnitudes; 0 or more.</param>
/// <param name="L2">λ₂, of the squares; 0 or more.</param>
public sealed record L1L2(double L1 = 0, double L2 = 0) : Regularizer
{
    /// <summary>λ₁, the weight of the magnitudes.</summary>
    public double L1 { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(L1);

    /// <summary>λ₂, the weight of the squares.</summary>
    public double L2 { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(L2);

    /// <inheritdoc/>
    public override Tensor Penalty(Tensor w)
    {
        ArgumentNullException.ThrowIfNull(w);
        return (L1, L2) switch
        {
            (0, 0) => Tensor.Scalar(0, w.DType),
            (_, 0) => L1 * w.Abs().Sum(),
            (0, _) => L2 * w.Square().Sum(),
            _ => L1 * w.Abs().Sum() + L2 * w.Square().Sum(),
        };
    }
}
