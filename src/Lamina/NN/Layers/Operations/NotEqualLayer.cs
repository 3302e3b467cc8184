namespace Lamina.NN;

/// <summary>What a <see cref="NotEqualLayer"/> is made of.</summary>
internal sealed record NotEqualLayerConfig : LayerConfig;

/// <summary>Where the elements differ from a number, or from another tensor's: what models of Keras have where a mask is made
/// of indices.</summary>
internal sealed class NotEqualLayer(NotEqualLayerConfig config) : ConfiguredLayer<NotEqualLayerConfig>(config)
{
    public override string KerasName => "NotEqual";

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        [inputs[0].NotEqualTo(inputs[1].Cast(inputs[0].DType))];

    internal override IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments) =>
        arguments.Constants.Count == 1 ? [inputs[0].NotEqualTo(arguments.Constants[0])] : base.CallWith(inputs, context, arguments);
}
