namespace Lamina.NN;

/// <summary>x itself.</summary>
internal sealed record LinearActivation : Activation
{
    public override string Name => "linear";

    public override Tensor Apply(Tensor x) => x;
}

/// <summary>The rectifier: x from a threshold on, a line below it, and a ceiling.</summary>
/// <remarks>
/// <para>Formula: with threshold t, slope s and ceiling m, <c>min(x, m)</c> if x &gt; t, else <c>s·(x − t)</c>. By
/// default <c>max(x, 0)</c>; the gradient at the threshold is 0.</para>
/// <para>Source: V. Nair and G. E. Hinton, "Rectified Linear Units Improve Restricted Boltzmann Machines", ICML
/// 2010.</para>
/// </remarks>
/// <param name="NegativeSlope">The slope s below the threshold.</param>
/// <param name="MaxValue">The ceiling m; none when null.</param>
/// <param name="Threshold">Where the line through 0 begins.</param>
public sealed record ReluActivation(double NegativeSlope = 0, double? MaxValue = null, double Threshold = 0)
    : Activation
{
    /// <inheritdoc/>
    public override string Name => "relu";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var y = Threshold == 0 ? x.Relu() : Tensor.Where(x <= Threshold, 0, x);
        y = MaxValue is { } max ? Tensor.Minimum(y, max) : y;
        return NegativeSlope == 0 ? y : y - (NegativeSlope * (Threshold - x).Relu());
    }
}

/// <summary><c>min(max(x, 0), 6)</c>.</summary>
/// <remarks>Source: A. Krizhevsky, "Convolutional Deep Belief Networks on CIFAR-10", 2010.</remarks>
internal sealed record Relu6Activation : Activation
{
    public override string Name => "relu6";

    public override Tensor Apply(Tensor x) => Tensor.Minimum(x.Relu(), 6);
}

/// <summary>The leaky rectifier: x above 0, <c>s·x</c> below.</summary>
/// <remarks>Source: A. L. Maas, A. Y. Hannun and A. Y. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic
/// Models", ICML 2013.</remarks>
/// <param name="NegativeSlope">The slope s below 0.</param>
public sealed record LeakyReluActivation(double NegativeSlope = 0.2) : Activation
{
    /// <inheritdoc/>
    public override string Name => "leaky_relu";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Tensor.Where(x > 0, x, NegativeSlope * x);
    }
}

/// <summary>x above a threshold, a fixed value elsewhere.</summary>
/// <param name="Threshold">What x must exceed to pass.</param>
/// <param name="DefaultValue">What takes its place if it does not.</param>
public sealed record ThresholdActivation(double Threshold, double DefaultValue) : Activation
{
    /// <inheritdoc/>
    public override string Name => "threshold";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Tensor.Where(x <= Threshold, DefaultValue, x);
    }
}
