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

/// <summary>A sparse counterpart of softmax: large scores stay, the others become exactly 0.</summary>
/// <remarks>
/// <para>Formula: <c>max(xᵢ − τ, 0)</c> with <c>τ = (s₁ + … + s_k − 1)/k</c>, where sⱼ is the sum of the j largest
/// scores z along the axis, and k counts the places with <c>1 + j·zⱼ &gt; sⱼ</c>.</para>
/// <para>This is the τ of Keras, whose models must give here what they give there. In the paper it is
/// <c>(s_k − 1)/k</c>, with which the results add up to 1; here they do only where k is 1.</para>
/// <para>Source: A. F. T. Martins and R. F. Astudillo, "From Softmax to Sparsemax: A Sparse Model of Attention and
/// Multi-Label Classification", ICML 2016, algorithm 1.</para>
/// </remarks>
/// <param name="Axis">The axis of the scores.</param>
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
        var sorted = x.Sort(-1, descending: true);
        var sums = sorted.CumulativeSum();
        var rank = Tensor.Arange(x.Shape[^1]).Cast(x.DType) + 1;
        var large = 1 + (rank * sorted) > sums;
        var count = large.Cast(x.DType).Sum(-1, keepDims: true);
        return (x - ((Tensor.Where(large, sums, 0).Sum(-1, keepDims: true) - 1) / count)).Relu();
    }
}
