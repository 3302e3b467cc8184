using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>A layer to check.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Create">Makes it; each time anew.</param>
/// <param name="Input">The shape of one sample.</param>
/// <param name="Output">The shape of one sample of its output.</param>
/// <param name="Weights">The number of values in its weights.</param>
internal sealed record LayerCase(string Name, Func<Layer> Create, Shape Input, Shape Output, int Weights)
{
    /// <summary>Whether a step of training lowers the loss.</summary>
    public bool Learns => Weights > 0 && Trains;

    /// <summary>Whether its weights are of the kind that follow gradients.</summary>
    public bool Trains { get; init; } = true;

    /// <summary>The shapes of one sample of further inputs.</summary>
    public Shape[] MoreInputs { get; init; } = [];

    /// <summary>What the layer is given instead of normal numbers, made of them.</summary>
    public Func<Tensor, Tensor> Values { get; init; } = x => x;

    /// <summary>The type of its inputs.</summary>
    public DType Reads { get; init; } = DType.Float32;

    /// <summary>Whether it reads values, and has no form in a plan.</summary>
    public bool IsOnHost { get; init; }

    /// <summary>The shapes of one sample of all inputs.</summary>
    public IEnumerable<Shape> Inputs => [Input, .. MoreInputs];
}
