using Lamina.NN;

namespace Lamina.Data;

/// <summary>One sample: what a model is given and what it should answer. Its tensors have no batch axis.</summary>
/// <param name="Inputs">A tensor for each input of the model.</param>
/// <param name="Targets">A tensor for each output; empty where only predictions are wanted.</param>
/// <param name="Weight">How much the sample counts, usually a scalar; as much as all others when null.</param>
public sealed record Sample(IReadOnlyList<Tensor> Inputs, IReadOnlyList<Tensor> Targets, Tensor? Weight = null)
{
    /// <summary>A sample of one input and one target.</summary>
    public Sample(Tensor x, Tensor y, Tensor? weight = null)
        : this([x], [y], weight)
    {
    }

    /// <summary>The only input.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public Tensor X => Only(Inputs, nameof(Inputs));

    /// <summary>The only target.</summary>
    /// <exception cref="InvalidOperationException">There are several, or none.</exception>
    public Tensor Y => Only(Targets, nameof(Targets));

    private static Tensor Only(IReadOnlyList<Tensor> tensors, string name) => tensors.Count == 1
        ? tensors[0]
        : throw new InvalidOperationException(
            $"The sample has {DataChecks.Count(tensors.Count, "tensor")} in {name}, not one: ask {name} for them.");
}
