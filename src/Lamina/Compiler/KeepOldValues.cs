using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Gives each root that is nothing but the old value of a variable which the run updates a copy of its own:
/// outputs are read behind the updates, and variables may take each other's values.</summary>
internal static class KeepOldValues
{
    public static Graph Run(Graph graph)
    {
        var updated = graph.Updates.Select(update => update.Variable).ToHashSet();
        return graph.Map(root => Plan.Resolve(root.Node).Op is ReadVariable read && updated.Contains(read.Variable)
            ? new WriteOut(root.Shape).Of(root)
            : root);
    }
}
