using System.Text;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Writes a plan one step a line: what is fused, what it reads and writes and where that lies.</summary>
internal static class PlanPrinter
{
    public static string Print(Plan plan)
    {
        var unshared = plan.Places.Where(place => place.Value is ArenaStorage).Sum(place => (long)place.Key.Output.Shape.Size);
        var text = new StringBuilder($"plan of {plan.Steps.Count} steps, arena {plan.ArenaElements * 4:N0} bytes ")
            .AppendLine($"({unshared * 4:N0} before tensors share it):");
        foreach (var line in Lines(plan))
        {
            text.AppendLine("  " + line);
        }

        return text.ToString();
    }

    /// <summary>A line for each step.</summary>
    public static IEnumerable<string> Lines(Plan plan)
    {
        var numbers = plan.Graph.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return plan.Steps.Select(step => step switch
        {
            RunCluster { Cluster: var c } => $"{Names(c.Outputs)} = {c}({Names(c.Inputs)})   {c.Space}",
            CopyToVariable copy => $"{copy.To.Path} := {Name(copy.From)}",
            CheckFinite check => $"check {Name(check.Value)}",
            _ => step.ToString(),
        });

        string Names(IEnumerable<Tensor> tensors) => string.Join(", ", tensors.Select(Name));

        string Name(Tensor x)
        {
            var node = Plan.Resolve(x.Node);
            return node.Op is Fill fill ? fill.Name : plan.Places.GetValueOrDefault(node) switch
            {
                VariableStorage { Variable: var v } => v.Path,
                ArenaStorage { Offset: var offset } => $"%{numbers[node]}@{offset + Plan.StartOf(x)}",
                _ => $"%{numbers[node]}",
            };
        }
    }
}
