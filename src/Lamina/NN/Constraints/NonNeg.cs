namespace Lamina.NN;

/// <summary>No weight is below 0: <c>max(w, 0)</c>.</summary>
public sealed record NonNeg : Constraint
{
    /// <inheritdoc/>
    public override Tensor Apply(Tensor w)
    {
        ArgumentNullException.ThrowIfNull(w);
        return w.Relu();
    }
}
