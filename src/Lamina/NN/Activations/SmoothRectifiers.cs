using Lamina.Ops;

namespace Lamina.NN;

/// <summary><c>ln(1 + eˣ)</c>.</summary>
/// <remarks>Source: C. Dugas et al., "Incorporating Second-Order Functional Knowledge for Better Option Pricing",
/// NeurIPS 2000.</remarks>
internal sealed record SoftplusActivation : Activation
{
    public override string Name => "softplus";

    public override Tensor Apply(Tensor x) => x.Softplus();
}

/// <summary>0 up to −1, <c>¼(x + 1)²</c> up to 1, x beyond: a softplus that is exactly 0 and exactly x.</summary>
internal sealed record SparsePlusActivation : Activation
{
    public override string Name => "sparse_plus";

    public override Tensor Apply(Tensor x) =>
        Tensor.Where(x <= -1, 0, Tensor.Where(x >= 1, x, 0.25 * (x + 1).Square()));
}

/// <summary><c>½(x + √(x² + b))</c>: a softplus without exponentials.</summary>
/// <remarks>Source: J. T. Barron, "Squareplus: A Softplus-Like Algebraic Rectifier", arXiv:2112.11687, 2021.</remarks>
/// <param name="B">How round the bend is; 0 gives the rectifier.</param>
public sealed record SquareplusActivation(double B = 4) : Activation
{
    /// <inheritdoc/>
    public override string Name => "squareplus";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);

        // Below 0 the sum would cancel; b/(√(x² + b) − x) is the same number.
        var sum = (x.Square() + B).Sqrt() + Tensor.Where(x < 0, -x, x);
        return 0.5 * Tensor.Where(x < 0, B / sum, sum);
    }
}

/// <summary><c>x·σ(x)</c>, also called swish.</summary>
/// <remarks>Source: S. Elfwing, E. Uchibe and K. Doya, "Sigmoid-Weighted Linear Units for Neural Network Function
/// Approximation in Reinforcement Learning", Neural Networks 107, 2018.</remarks>
internal sealed record SiluActivation : Activation
{
    public override string Name => "silu";

    public override Tensor Apply(Tensor x) => x * x.Sigmoid();
}

/// <summary><c>x·min(max(x + 3, 0), 6)/6</c>, also called hard swish.</summary>
/// <remarks>Source: A. Howard et al., "Searching for MobileNetV3", ICCV 2019.</remarks>
internal sealed record HardSiluActivation : Activation
{
    public override string Name => "hard_silu";

    public override Tensor Apply(Tensor x) => x * Activation.HardSigmoid.Apply(x);
}

/// <summary>x times the probability that a normal number is below x.</summary>
/// <remarks>
/// <para>Formula: <c>½·x·(1 + erf(x/√2))</c>, or approximately <c>½·x·(1 + tanh(√(2/π)·(x + 0.044715·x³)))</c>.</para>
/// <para>Source: D. Hendrycks and K. Gimpel, "Gaussian Error Linear Units (GELUs)", arXiv:1606.08415, 2016.</para>
/// </remarks>
/// <param name="Approximate">Whether to use the form with tanh.</param>
public sealed record GeluActivation(bool Approximate = false) : Activation
{
    private static readonly double RootOfHalf = Math.Sqrt(0.5);
    private static readonly double RootOfTwoOverPi = Math.Sqrt(2 / Math.PI);

    /// <inheritdoc/>
    public override string Name => "gelu";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var inner = Approximate
            ? (RootOfTwoOverPi * (x + (0.044715 * (x * x.Square())))).Tanh()
            : (RootOfHalf * x).Erf();
        return 0.5 * x * (1 + inner);
    }
}

/// <summary><c>x·tanh(ln(1 + eˣ))</c>.</summary>
/// <remarks>Source: D. Misra, "Mish: A Self Regularized Non-Monotonic Activation Function", BMVC 2020.</remarks>
internal sealed record MishActivation : Activation
{
    public override string Name => "mish";

    public override Tensor Apply(Tensor x) => x * x.Softplus().Tanh();
}

/// <summary>The gated linear unit: one half of an axis times the sigmoid of the other, <c>a·σ(b)</c>.</summary>
/// <remarks>
/// <para>Shapes: [.., 2n, ..] → [.., n, ..].</para>
/// <para>Source: Y. N. Dauphin et al., "Language Modeling with Gated Convolutional Networks", ICML 2017.</para>
/// </remarks>
/// <param name="Axis">The axis that is halved; its length is even.</param>
public sealed record GluActivation(int Axis = -1) : Activation
{
    /// <inheritdoc/>
    public override string Name => "glu";

    /// <inheritdoc/>
    /// <exception cref="ShapeMismatchException">The axis has an odd length.</exception>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axis = x.Shape.NormalizeAxis(Axis);
        var (half, rest) = Math.DivRem(x.Shape[axis], 2);
        return rest == 0
            ? x.Slice(axis, 0, half) * x.Slice(axis, half, half).Sigmoid()
            : throw Mismatch.Shapes($"glu halves axis {Axis}, whose length {x.Shape[axis]} is odd.", ("x", x.Shape));
    }
}
