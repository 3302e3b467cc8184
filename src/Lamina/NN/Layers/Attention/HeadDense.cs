namespace Lamina.NN;

/// <summary>What the projections of an attention have in common.</summary>
internal sealed record HeadProjection
{
    public required string Name { get; init; }

    public DType? Precision { get; init; }

    public Activation Activation { get; init; } = Activation.Linear;

    public required bool UseBias { get; init; }

    public required Initializer KernelInitializer { get; init; }

    public required Initializer BiasInitializer { get; init; }

    public Regularizer? KernelRegularizer { get; init; }

    public Regularizer? BiasRegularizer { get; init; }

    public Regularizer? ActivityRegularizer { get; init; }

    public Constraint? KernelConstraint { get; init; }

    public Constraint? BiasConstraint { get; init; }
}

/// <summary>A fully connected layer over several axes: the last axes of the input become others, such as features
/// [.., inputs] → heads [.., heads, units].</summary>
/// <remarks>Shapes: the kernel is [contracted.., outputs..], the bias [outputs..].</remarks>
internal sealed class HeadDense(int contracted, Shape outputs, HeadProjection config)
    : Layer(new PartConfig { Name = config.Name, Precision = config.Precision })
{
    private Variable? _kernel;
    private Variable? _bias;

    public override string KerasName => "EinsumDense";

    public override LayerConfig GetConfig() => new PartConfig { Name = Name, Trainable = Trainable };

    public Tensor Project(Tensor x, CallContext context)
    {
        // As one matrix product, with the bias as a vector, so that they are one step.
        var size = x.Shape[^contracted..].Size;
        var y = x.Reshape([x.Shape[..^contracted].Size, size]).MatMul(_kernel!.Value.Reshape([size, outputs.Size]));
        y = _bias is null ? y : y + _bias.Value.Reshape([outputs.Size]);
        y = y.Reshape([.. x.Shape[..^contracted], .. outputs]);
        y = config.Activation.Apply(y);
        context.AddActivityLoss(config.ActivityRegularizer, y);
        return y;
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

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        [Project(inputs[0], context)];
}
