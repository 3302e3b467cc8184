namespace Lamina.NN;

/// <summary>The mean of the logarithms of the hyperbolic cosine of errors; called <c>logcosh</c>.</summary>
/// <remarks>
/// <para>Formula: <c>ln cosh(prediction − target)</c>, mean over the last axis.</para>
/// <para>Shapes: target and prediction [batch, .., n] → [batch, ..].</para>
/// </remarks>
public sealed record LogCoshError : LossMetric
{
    private protected override string DefaultName => "logcosh";

    /// <inheritdoc/>
    protected override Loss Loss => new LogCosh() { Reduction = Reduction.None };
}
