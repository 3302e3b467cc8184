using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>A recurrence of which the trace is computed too, for a gradient, becomes a part of that trace; and a gradient
/// leaves out the first states' if nobody reads them, as with zeros.</summary>
/// <remarks>Runs behind <see cref="CommonSubexpressions"/>, so that equal recurrences have the same inputs.</remarks>
internal static class ShareTraces
{
    public static Graph Run(Graph graph)
    {
        var traced = graph.Nodes.Where(node => node.Op is Recurrence { Result: RecurrenceResult.Trace }).ToLookup(node => node.Op);
        if (traced.Count == 0)
        {
            return graph;
        }

        var users = graph.Users();
        var roots = graph.Roots.Select(root => root.Node).ToHashSet();
        var rewritten = new Dictionary<Node, Tensor>();
        foreach (var node in graph.Nodes)
        {
            rewritten.TryAdd(node, TraceOf(node) is { } trace ? PartOf(trace, node) : Rewritten(node));
        }

        return graph.Map(root => rewritten[root.Node]);

        Node? TraceOf(Node node) => node.Op is Recurrence { Result: not RecurrenceResult.Trace } op
            ? traced[op with { Result = RecurrenceResult.Trace }].FirstOrDefault(trace => trace.Inputs.SequenceEqual(node.Inputs))
            : null;

        // The trace may stand further behind, but needs no more than the node.
        Tensor PartOf(Node trace, Node node)
        {
            rewritten.TryAdd(trace, Rewritten(trace));
            var op = (Recurrence)node.Op;
            var steps = node.Inputs[0].Shape[0];
            var start = op.Form.RowsOf(RecurrenceResult.Trace, steps).StartOf(op.Result);
            return new Part(start, node.Output.Shape[0]).Of(rewritten[trace]);
        }

        Tensor Rewritten(Node node)
        {
            var op = node.Op is RecurrenceGradient gradient && !roots.Contains(node) && !users[node].Exists(ReadsStates)
                ? gradient with { LeavesOutStates = true }
                : node.Op;
            if (op == node.Op && node.Inputs.All(input => rewritten[input.Node] == input))
            {
                return node.Output;
            }

            Tensor[] inputs = [.. node.Inputs.Select(input => rewritten[input.Node])];
            if (op is RecurrenceGradient { Form: var form })
            {
                inputs[2] = GatesOf(form, inputs[1], inputs[2].Shape);
            }

            return Node.Create(op, inputs, node.Path).Output;
        }

        // The kernel needs the trace alone. What made the gates has their shape, and need not be kept.
        static Tensor GatesOf(RecurrenceForm form, Tensor trace, Shape z) =>
            new Part(form.RowsOf(RecurrenceResult.Trace, z[0]).Gates, z[0] * form.Gates).Of(trace).Reshape(z);

        static bool ReadsStates(Node user) => user.Op is not Part part
            || part.Start + part.Count > ((RecurrenceGradient)user.Inputs[0].Op).StatesRow(user.Inputs[0].Node.Inputs[2].Shape[0]);
    }
}
