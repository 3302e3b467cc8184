namespace Lamina.NN;

/// <summary>A loss that is a function with a name.</summary>
/// <param name="Function">The loss of each sample, from target and prediction.</param>
internal sealed record FunctionLoss(Func<Tensor, Tensor, Tensor> Function) : Loss
{
    public override Tensor PerSample(Tensor target, Tensor prediction) => Function(target, prediction);
}
