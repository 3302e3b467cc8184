namespace Lamina.NN;

/// <summary>Probabilities from scores: <c>e^(xᵢ) / Σⱼ e^(xⱼ)</c> along an axis.</summary>
/// <remarks>Source: J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs",
/// Neurocomputing, 1990.</remarks>
/// <param name="Axis">The axis whose elements add up to 1.</param>
public sealed record SoftmaxActivation(int Axis = -1) : Activation
{
    /// <inheritdoc/>
    public override string Name => "softmax";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.Softmax(Axis);
    }
}

/// <summary>Logarithms of probabilities from scores: <c>xᵢ − ln Σⱼ e^(xⱼ)</c> along an axis.</summary>
/// <param name="Axis">The axis whose elements' exponentials add up to 1.</param>
public sealed record LogSoftmaxActivation(int Axis = -1) : Activation
{
    /// <inheritdoc/>
    public override string Name => "log_softmax";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x.LogSoftmax(Axis);
    }
}

/// <summary>The nearest probabilities to x by Euclid's distance: many of them are exactly 0.</summary>
/// <remarks>
/// <para>Formula: <c>max(xᵢ − τ, 0)</c>, with τ such that they add up to 1 along the axis.</para>
/// <para>Source: A. F. T. Martins and R. F. Astudillo, "From Softmax to Sparsemax: A Sparse Model of Attention and
/// Multi-Label Classification", ICML 2016, algorithm 1.</para>
/// </remarks>
/// <param name="Axis">The axis whose elements add up to 1.</param>
public sealed record SparsemaxActivation(int Axis = -1) : Activation
{
    /// <inheritdoc/>
    public override string Name => "sparsemax";

    /// <inheritdoc/>
    public override Tensor Apply(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        var last = x.Rank - 1;
        return AlongLast(x.SwapAxes(Axis, last)).SwapAxes(Axis, last);
    }

    private static Tensor AlongLast(Tensor x)
    {
        var support = Support(x.StopGradient());
        var count = support.Cast(x.DType).Sum(-1, keepDims: true);
        var threshold = (Tensor.Where(support, x, 0).Sum(-1, keepDims: true) - 1) / count;
        return Tensor.Where(support, x - threshold, 0);
    }

    // The elements that stay above 0: in falling order z, the first k, with the largest k such that
    // 1 + k·z_k > z₁ + … + z_k. Which they are is constant between kinks, so no gradient goes through the choice.
    private static Tensor Support(Tensor x)
    {
        var sorted = x.Sort(-1, descending: true);
        var sums = sorted.CumulativeSum();
        var rank = Tensor.Arange(x.Shape[^1]).Cast(x.DType) + 1;
        var above = 1 + (rank * sorted) > sums;
        return x >= Tensor.Where(above, sorted, double.PositiveInfinity).Min(-1, keepDims: true);
    }
}
