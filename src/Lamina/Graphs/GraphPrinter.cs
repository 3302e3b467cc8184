using System.Text;

namespace Lamina.Graphs;

/// <summary>Writes a graph one node a line: <c>%7 = MatMul(%3, %5) : float32[32, 10]   # mnist › dense_2</c>.</summary>
internal static class GraphPrinter
{
    public static string Print(Graph graph)
    {
        var numbers = graph.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var text = new StringBuilder();
        foreach (var node in graph.Nodes)
        {
            text.Append($"  %{numbers[node]} = {node.Op.Name}({Names(node.Inputs)}) : {node.Output.Type}");
            text.AppendLine(node.Path.Length > 0 ? $"   # {node.Path}" : "");
        }

        text.AppendLine($"  return {Names(graph.Outputs)}");
        foreach (var update in graph.Updates)
        {
            text.AppendLine($"  {update.Variable.Path} := %{numbers[update.Value.Node]}");
        }

        return text.ToString();

        string Names(IEnumerable<Tensor> tensors) => string.Join(", ", tensors.Select(x => $"%{numbers[x.Node]}"));
    }
}
