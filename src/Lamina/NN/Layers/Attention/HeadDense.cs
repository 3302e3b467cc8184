namespace Lamina.NN;

/// <summary>A fully connected layer over several axes: the last axes of the input become others, such as features
/// [.., inputs] → heads [.., heads, units].</summary>
/// <remarks>Shapes: the kernel is [contracted.., outputs..], the bias [outputs..].</remarks>
internal sealed class HeadDense(string name, int contracted, Shape outputs, MultiHeadAttentionConfig config)
    : Layer(new PartConfig { Name = name, Precision = config.Precision })
{
    private Variable? _kernel;
    private Variable? _bias;

    public override string KerasName => "EinsumDense";

    public override LayerConfig GetConfig() => new PartConfig { Name = Name, Trainable = Trainable };

    public Tensor Apply(Tensor x)
    {
        Shape kept = x.Shape[..^contracted];
        var size = x.Shape[^contracted..].Size;
        var y = x.Reshape([.. kept, size]).MatMul(_kernel!.Value.Reshape([size, outputs.Size])).Reshape([.. kept, .. outputs]);
        return _bias is null ? y : y + _bias;
    }

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        _kernel = AddWeight(
            "kernel", [.. inputs[0][^contracted..], .. outputs], config.KernelInitializer,
            regularizer: config.KernelRegularizer, constraint: config.KernelConstraint);
        _bias = config.UseBias
            ? AddWeight(
                "bias", outputs, config.BiasInitializer, regularizer: config.BiasRegularizer, constraint: config.BiasConstraint)
            : null;
    }

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) => [Apply(inputs[0])];
}
