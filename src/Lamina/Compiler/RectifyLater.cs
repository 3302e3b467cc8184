using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>The largest of rectified values is the rectified largest: a fraction of the work, and the gradient need not be
/// masked at full size either.</summary>
/// <remarks>Runs before differentiation too. Values are the same, and gradients: where all of a window are rectified to 0,
/// whichever is the first of them passes nothing on.</remarks>
internal static class RectifyLater
{
    public static readonly Rule[] Rules = [LargestOfRectified];

    /// <summary>Whether the rule might see through one of some tensors and so cut it off from what follows.</summary>
    public static bool LooksThroughAny(ReadOnlySpan<Tensor> tensors)
    {
        foreach (var tensor in tensors)
        {
            if (tensor.Op is Relu)
            {
                return true;
            }
        }

        return false;
    }

    // A window that sees nothing is −∞, which must not be rectified.
    private static Tensor? LargestOfRectified(Node node) =>
        node is { Op: MaxPool { Windows.AreNeverEmpty: true } op, Inputs: [{ Op: Relu, Node.Inputs: [var x] }] }
            ? op.Of(x).Relu()
            : null;
}
