using Lamina.NN;

namespace Lamina.Formats.PyTorch;

/// <summary>A weight of Keras's as PyTorch has it.</summary>
/// <param name="Variable">The weight.</param>
/// <param name="Parameters">The names that its parts have in a module of PyTorch.</param>
/// <param name="Shape">The shape that each part has there.</param>
/// <param name="Turn">What makes the weight of the parts.</param>
internal sealed record TorchWeight(Variable Variable, IReadOnlyList<string> Parameters, Shape Shape, Func<Tensor[], Tensor> Turn);

/// <summary>What one module of PyTorch is to a model: a layer, or a part of one.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Weights">Its weights.</param>
internal sealed record TorchLayer(Layer Layer, IReadOnlyList<TorchWeight> Weights)
{
    /// <summary>The layer's path in the model: <c>encoder/dense</c>.</summary>
    public string Path { get; } = Weights[0].Variable.Path[..Math.Max(0, Weights[0].Variable.Path.LastIndexOf('/'))];

    /// <summary>Names and shapes of the tensors that a module must have.</summary>
    public string Signature { get; } = TorchModule.SignatureOf(
        Weights.SelectMany(weight => weight.Parameters.Select(name => (name, Axes(weight.Shape)))));

    /// <inheritdoc/>
    public override string ToString() => $"'{Path}' ({Layer.KerasName}), which takes {Signature}";

    private static IReadOnlyList<long> Axes(Shape shape) => [.. shape.Select(axis => (long)axis)];
}
