namespace Lamina.Formats.Onnx.Export;

/// <summary>What cannot be exported, and why.</summary>
internal static class OnnxErrors
{
    /// <summary>An op has no form in ONNX.</summary>
    /// <param name="node">The op.</param>
    /// <param name="why">The reason, as a sentence without its end.</param>
    /// <param name="hint">What helps.</param>
    public static NotSupportedException Cannot(TracedNode node, string why, string hint) =>
        new($"{Layer(node.Path)} cannot be exported to ONNX: {why}."
            + $"\n  op: {node.Op.Name}({string.Join(", ", node.Traces[0].Inputs)}) → {node.Formula}"
            + $"{(node.Path.Length == 0 ? "" : $"\n  in: {node.Path}")}\n  hint: {hint}");

    private static string Layer(string path)
    {
        var name = path.Split(" › ")[^1];
        var at = name.IndexOf(" (", StringComparison.Ordinal);
        return name.Length == 0 ? "The model" : at < 0 ? $"'{name}'" : $"'{name[..at]}'{name[at..]}";
    }
}
