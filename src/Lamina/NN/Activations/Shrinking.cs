namespace Lamina.NN;

/// <summary><c>x − tanh x</c>.</summary>
internal sealed record TanhShrinkActivation : Activation
{
    public override string Name => "tanh_shrink";

    public override Tensor Apply(Tensor x) => x - x.Tanh();
}

/// <summary>x where |x| is above a threshold, 0 elsewhere.</summary>
/// <remarks>Source: D. L. Donoho and I. M. Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", Biometrika
/// 81(3), 1994.</remarks>
/// <param name="Threshold">What |x| must exceed.</param>
public sealed record HardShrinkActivation(double Threshold = 0.5) : Activation
{
    /// <inheritdoc/>
    public override string Name => "hard_shrink";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Tensor.Where(x.Abs() <= Threshold, 0, x);
    }
}

/// <summary>x drawn towards 0 by a threshold, and 0 where |x| is below it.</summary>
/// <remarks>Source: D. L. Donoho and I. M. Johnstone, "Ideal Spatial Adaptation by Wavelet Shrinkage", Biometrika
/// 81(3), 1994.</remarks>
/// <param name="Threshold">By how much.</param>
public sealed record SoftShrinkActivation(double Threshold = 0.5) : Activation
{
    /// <inheritdoc/>
    public override string Name => "soft_shrink";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return (x - Threshold).Relu() - (-x - Threshold).Relu();
    }
}
