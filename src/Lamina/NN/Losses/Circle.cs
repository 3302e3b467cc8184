using Lamina.Ops;

namespace Lamina.NN;

/// <summary>Pulls embeddings of one class together and pushes those of different classes apart, the more the further
/// they are from where they should be.</summary>
/// <remarks>
/// <para>Formula: with the distance <c>d = max(1 − cos, 0)</c> of each pair, the margin m and the scale γ:
/// <c>softplus(ln Σ e^(−γ·(m + d)·(m − d)) + ln Σ e^(γ·(1 + m − d)·(1 − m − d)))</c>, the first sum over the sample's
/// pairs of one class, the second over those of two.</para>
/// <para>Shapes: integer target [batch] or [batch, 1] and prediction [batch, n], rows of length 1 → [batch]. Samples
/// whose loss is 0 do not count in a mean.</para>
/// <para>Source: Y. Sun et al., "Circle Loss: A Unified Perspective of Pair Similarity Optimization", CVPR 2020.</para>
/// </remarks>
public sealed record Circle : Loss
{
    /// <summary>Makes one.</summary>
    /// <param name="gamma">The scale γ.</param>
    /// <param name="margin">The margin m.</param>
    /// <param name="removeDiagonal">Whether a sample is no pair with itself.</param>
    public Circle(double gamma = 80, double margin = 0.4, bool removeDiagonal = true) =>
        (Gamma, Margin, RemoveDiagonal) = (gamma, margin, removeDiagonal);

    /// <summary>The scale γ.</summary>
    public double Gamma { get; init; }

    /// <summary>The margin m.</summary>
    public double Margin { get; init; }

    /// <summary>Whether a sample is no pair with itself.</summary>
    public bool RemoveDiagonal { get; init; }

    private protected override Tensor Converted(Tensor target, DType dtype) => target.Cast(DType.Int32);

    private protected override Tensor? Counted(Tensor target, Tensor values) => values > 0;

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(prediction);
        if (prediction.Rank != 2 || target.Shape.Size != prediction.Shape[0])
        {
            throw Mismatch.Shapes(
                $"Circle needs predictions [batch, n] and a label for each; it was given {target.Shape.Size} labels "
                + $"for {prediction.Shape}.",
                ("target", target.Shape),
                ("prediction", prediction.Shape));
        }

        var batch = prediction.Shape[0];
        var same = target.Reshape([batch, 1]).EqualTo(target.Reshape([1, batch]));
        var pairs = RemoveDiagonal
            ? same & Tensor.Arange(batch).Reshape([batch, 1]).NotEqualTo(Tensor.Arange(batch))
            : same;
        var distance = (1 - prediction.MatMul(prediction.TransposeLast())).Relu();
        var pull = -Gamma * (Margin + distance).Relu() * (Margin - distance);
        var push = Gamma * (1 + Margin - distance).Relu() * (1 - Margin - distance);
        return (LogSumExp(pairs, pull) + LogSumExp(!same, push)).Softplus();

        // A sample without pairs: so low that softplus and its slope are 0, and finite, so that no gradient is NaN.
        static Tensor LogSumExp(Tensor mask, Tensor x) => Tensor.Where(mask, x, -1e30).LogSumExp();
    }
}
