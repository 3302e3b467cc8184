namespace Lamina.NN;

/// <summary>What an <see cref="OperationLayer"/> computes, and with which arguments.</summary>
internal abstract record OperationConfig : LayerConfig
{
    /// <summary>Keras's name of the operation: <c>Add</c>.</summary>
    public virtual string KerasName => GetType().Name[..^"Operation".Length];

    /// <summary>What it computes of its operands.</summary>
    /// <param name="operands">Tensors, and numbers that the call gives, in the call's order.</param>
    /// <param name="arguments">What else the call says.</param>
    public abstract IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments);
}

/// <summary>An operation on tensors that stands among the layers of a model, as where a model of Keras was written with
/// <c>x * 2</c>.</summary>
internal sealed class OperationLayer(OperationConfig config) : ConfiguredLayer<OperationConfig>(config)
{
    public override string KerasName => Config.KerasName;

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Config.Of(inputs, CallArguments.None);

    internal override IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments)
    {
        if (arguments.Constants.Count == 0)
        {
            return Config.Of(inputs, arguments);
        }

        Tensor[] tensors = [.. inputs.Select(x => x.DType.IsFloat || arguments.Constants.All(double.IsInteger) ? x : x.Cast(DType.Float32))];
        var numbers = Numbers(arguments, tensors[0].DType);
        return Config.Of(arguments.ConstantsFirst ? [numbers, .. tensors] : [.. tensors, numbers], arguments);
    }

    private static Tensor Numbers(CallArguments arguments, DType dtype) => arguments.ConstantShape.Rank == 0
        ? Tensor.Full(Shape.Scalar, arguments.Constants[0], dtype)
        : Tensor.From<double>([.. arguments.Constants], arguments.ConstantShape).Cast(dtype);
}
