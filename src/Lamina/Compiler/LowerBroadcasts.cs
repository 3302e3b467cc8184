using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Writes out those operands that broadcast neither as a scalar nor as a row nor as a column, and broadcasts
/// that something else than an elementwise op reads.</summary>
internal static class LowerBroadcasts
{
    public static readonly Rule[] Rules = [WriteOutGeneral];

    private static Tensor? WriteOutGeneral(Node node)
    {
        if (node is { Op: Broadcast broadcast, Inputs: [var x] })
        {
            return IsGeneral(x, broadcast.To) ? new WriteOut(broadcast.To).Of(x) : null;
        }

        return node.Op.IsElementwise && node.Inputs.Any(input => IsGeneral(input, node.Output.Shape))
            ? node.Op.Of([.. node.Inputs.Select(input =>
                IsGeneral(input, node.Output.Shape) ? new WriteOut(node.Output.Shape).Of(input) : input)])
            : null;
    }

    private static bool IsGeneral(Tensor x, Shape to) => BroadcastPattern.Of(x.Shape, to).Kind == BroadcastKind.General;
}
