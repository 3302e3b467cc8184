using Lamina.NN;

namespace Lamina.Formats.Onnx.Import;

/// <summary>What an <see cref="OnnxLayer"/> is made of.</summary>
internal sealed record OnnxLayerConfig : LayerConfig
{
    /// <summary>What the layer does.</summary>
    public required OnnxProgram Program { get; init; }
}

/// <summary>An operator of ONNX that none of Keras's layers does, as a layer of its own.</summary>
/// <param name="config">What it is made of.</param>
/// <param name="given">The shapes that it was tried with.</param>
/// <param name="gives">What it gives for these.</param>
internal sealed class OnnxLayer(
    OnnxLayerConfig config, IReadOnlyList<Shape> given, IReadOnlyList<(Shape Shape, DType DType)> gives)
    : ConfiguredLayer<OnnxLayerConfig>(config)
{
    public override string KerasName => $"Onnx{Config.Program.Operator}";

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        foreach (var weight in Config.Program.Weights)
        {
            AddWeight(ImportNames.WeightOf(weight.Name), weight.Value.Shape, Initializer.Zeros, weight.IsTrainable)
                .Set(weight.Value.Evaluate().Data());
        }
    }

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Config.Program.Run(inputs, [.. OwnWeights.Select(weight => context.Read(weight))]);

    // Which axes are the batch, and which lengths go together, is known of the whole graph only.
    internal override IReadOnlyList<(Shape Shape, DType DType)> InferOutputs(
        IReadOnlyList<(Shape Shape, DType DType)> inputs, CallArguments arguments) =>
        inputs.Select(input => input.Shape).SequenceEqual(given) ? gives : base.InferOutputs(inputs, arguments);
}
