using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>The first of some tensors as it is; the gradient goes, by a rule that is given, to the others, which it
/// was made
/// of.</summary>
/// <param name="Rule">From the gradient of the first those of the others.</param>
internal sealed record OwnGradient(Func<Tensor, Tensor[]> Rule) : Op
{
    public override TensorType Infer(ReadOnlySpan<TensorType> inputs) => inputs[0];

    public override Tensor?[] Vjp(Node node, Tensor dy)
    {
        var gradients = Rule(dy);
        return gradients.Length == node.Inputs.Length - 1
            ? [null, .. gradients]
            : throw Mismatch.Shapes(
                $"A rule for the gradient of {node.Inputs.Length - 1} tensors gave {gradients.Length}.", ("dy", dy.Shape));
    }
}
