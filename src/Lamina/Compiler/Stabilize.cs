using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Turns logarithms of softmax and sigmoid, whoever wrote them apart, into the forms computed from the logits,
/// which neither overflow nor lose digits; so cross-entropy on probabilities trains like cross-entropy on logits.</summary>
/// <remarks>Runs before differentiation, so that the gradient is that of the stable form. Source: the improved
/// implementations that textbooks teach as <c>from_logits</c>.</remarks>
internal static class Stabilize
{
    public static readonly Rule[] Rules = [NormalizedSoftmax, LogOfSoftmax, LogOfSigmoid, LogOfOneMinusSigmoid];

    /// <summary>Whether a rule might see through one of some tensors and so cut it off from what follows: whoever wants
    /// the gradient of a probability gets it in the plain form.</summary>
    public static bool LooksThroughAny(ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Op is Softmax or Sigmoid or Sum or Divide or Subtract or Minimum or Maximum)
            {
                return true;
            }
        }

        return false;
    }

    // Cross-entropy on probabilities divides by their sum first, which is 1 for a softmax.
    private static Tensor? NormalizedSoftmax(Node node) =>
        node is { Op: Divide, Inputs: [var p, { Op: Sum sum, Node.Inputs: [var summed] }] }
        && p.Op is Softmax && summed == p && sum.Axes.Count == 1 && sum.Axes[0] == p.Rank - 1
            ? p
            : null;

    private static Tensor? LogOfSoftmax(Node node) =>
        node.Op is Log && Unclipped(node.Inputs[0]) is { Op: Softmax } p ? p.Node.Inputs[0].LogSoftmax() : null;

    private static Tensor? LogOfSigmoid(Node node) =>
        node.Op is Log && Unclipped(node.Inputs[0]) is { Op: Sigmoid } p ? p.Node.Inputs[0].LogSigmoid() : null;

    private static Tensor? LogOfOneMinusSigmoid(Node node) =>
        node.Op is Log
        && node.Inputs[0].Node is { Op: Subtract, Inputs: [{ Op: Fill { Value: 1 } }, var p] }
        && Unclipped(p) is { Op: Sigmoid } s
            ? -s.Node.Inputs[0].Softplus()
            : null;

    // A clip to [ε, 1 − ε] only guards the logarithm, which needs no guard any more.
    private static Tensor Unclipped(Tensor x) => x.Node switch
    {
        { Op: Minimum, Inputs: [var inner, { Op: Fill { Value: > 0.99 and <= 1 } }] } => Unclipped(inner),
        { Op: Maximum, Inputs: [var inner, { Op: Fill { Value: >= 0 and < 0.01 } }] } => Unclipped(inner),
        _ => x,
    };
}
