namespace Lamina.NN;

/// <summary>The mean of a function of target and prediction: the short way to a metric of one's own.</summary>
/// <remarks>
/// <para><c>new MeanMetricWrapper("bias", (target, prediction) => (prediction - target).Mean(-1))</c></para>
/// <para>It cannot be saved, as a function has no configuration.</para>
/// </remarks>
public sealed record MeanMetricWrapper : MeanMetric
{
    /// <summary>Makes a metric of a function.</summary>
    /// <param name="name">The name under which it is logged.</param>
    /// <param name="function">Gives the values of each sample, [batch] or [batch, ..], from target and
    /// prediction.</param>
    public MeanMetricWrapper(string name, Func<Tensor, Tensor, Tensor> function)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(function);
        (Name, Function) = (name, function);
    }

    /// <summary>Gives the values of each sample from target and prediction.</summary>
    public Func<Tensor, Tensor, Tensor> Function { get; }

    /// <inheritdoc/>
    public override Tensor PerSample(Tensor target, Tensor prediction) => Function(target, prediction);
}
