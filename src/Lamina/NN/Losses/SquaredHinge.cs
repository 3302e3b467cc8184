namespace Lamina.NN;

/// <summary>Squared hinge: 0 for what is right by a margin of 1, growing quadratically else.</summary>
/// <remarks>
/// <para>Formula: <c>max(1 − t·p, 0)²</c>, mean over the last axis; the target t is −1 or 1.</para>
/// <para>If all targets of the batch are 0 or 1, 0 stands for −1.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record SquaredHinge : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        return (1 - (HingeTarget.Signed(target) * prediction)).Relu().Square().Mean(-1);
    }
}
