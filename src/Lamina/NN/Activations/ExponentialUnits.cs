namespace Lamina.NN;

/// <summary><c>eˣ</c>.</summary>
internal sealed record ExponentialActivation : Activation
{
    public override string Name => "exponential";

    public override Tensor Apply(Tensor x) => x.Exp();
}

/// <summary>The exponential linear unit: x above 0, <c>α·(eˣ − 1)</c> below.</summary>
/// <remarks>Source: D.-A. Clevert, T. Unterthiner and S. Hochreiter, "Fast and Accurate Deep Network Learning by
/// Exponential Linear Units (ELUs)", ICLR 2016.</remarks>
/// <param name="Alpha">The depth α to which it sinks.</param>
public sealed record EluActivation(double Alpha = 1) : Activation
{
    /// <inheritdoc/>
    public override string Name => "elu";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return ExponentialUnit.Of(x, Alpha);
    }
}

/// <summary>The exponential unit without a kink for any α: x above 0, <c>α·(e^(x/α) − 1)</c> below.</summary>
/// <remarks>Source: J. T. Barron, "Continuously Differentiable Exponential Linear Units", arXiv:1704.07483,
/// 2017.</remarks>
/// <param name="Alpha">The depth α to which it sinks; greater than 0.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="Alpha"/> is not greater than 0.</exception>
public sealed record CeluActivation(double Alpha = 1) : Activation
{
    /// <summary>The depth α to which it sinks; greater than 0.</summary>
    public double Alpha { get; init => field = Guard.Positive(value); } = Guard.Positive(Alpha);

    /// <inheritdoc/>
    public override string Name => "celu";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return ExponentialUnit.Of(x, Alpha, Alpha);
    }
}

/// <summary>The self-normalizing unit <c>λ·elu(x, α)</c>: λ and α make mean 0 and variance 1 a fixed point.</summary>
/// <remarks>Source: G. Klambauer et al., "Self-Normalizing Neural Networks", NeurIPS 2017.</remarks>
internal sealed record SeluActivation : Activation
{
    private const double Alpha = 1.6732632423543772848170429916717;
    private const double Lambda = 1.0507009873554804934193349852946;

    public override string Name => "selu";

    public override Tensor Apply(Tensor x) => Lambda * ExponentialUnit.Of(x, Alpha);
}

/// <summary>What the exponential units share.</summary>
internal static class ExponentialUnit
{
    /// <summary>x above 0, <c>α·(e^(x/s) − 1)</c> below.</summary>
    public static Tensor Of(Tensor x, double alpha, double scale = 1)
    {
        // The exponential sees no positive number: its overflow would turn the gradient, 0·∞, into NaN.
        var positive = x > 0;
        var below = Tensor.Where(positive, 0, x);
        below = (scale == 1 ? below : below / scale).Expm1();
        return Tensor.Where(positive, x, alpha == 1 ? below : alpha * below);
    }
}
