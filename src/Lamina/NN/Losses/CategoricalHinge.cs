namespace Lamina.NN;

/// <summary>Hinge between the score of the right class and the best score of another.</summary>
/// <remarks>
/// <para>Formula: <c>max(1 + max((1 − t)·p) − Σ t·p, 0)</c> over the last axis; the target is one-hot.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record CategoricalHinge : Loss
{
    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction)
    {
        RequireSameShape(target, prediction);
        var right = (target * prediction).Sum(-1);
        var wrong = ((1 - target) * prediction).Max(-1);
        return (wrong - right + 1).Relu();
    }
}
