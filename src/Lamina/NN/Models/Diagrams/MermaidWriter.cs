using System.Globalization;
using System.Text;

namespace Lamina.NN;

/// <summary>Writes a picture as a Mermaid flowchart.</summary>
internal sealed class MermaidWriter
{
    private readonly StringBuilder _text = new();
    private readonly Dictionary<DiagramNode, string> _ids = [];
    private readonly List<string> _frozen = [];
    private readonly DiagramOptions _options;

    private MermaidWriter(DiagramOptions options) => _options = options;

    public static string Write(DiagramGraph graph, DiagramOptions options)
    {
        var writer = new MermaidWriter(options);
        writer.WriteGraph(graph);
        return writer._text.ToString();
    }

    private void WriteGraph(DiagramGraph graph)
    {
        Line(0, _options.Rankdir == DiagramDirection.LeftToRight ? "flowchart LR" : "flowchart TB");
        foreach (var node in graph.Root.Children)
        {
            WriteNode(node, 1);
        }

        foreach (var edge in graph.Edges)
        {
            Line(1, $"{_ids[edge.From]} --> {_ids[edge.To]}");
        }

        if (_frozen.Count > 0)
        {
            Line(1, "classDef frozen stroke-dasharray: 4 3");
            Line(1, $"class {string.Join(',', _frozen)} frozen");
        }
    }

    private void WriteNode(DiagramNode node, int level)
    {
        var id = string.Create(CultureInfo.InvariantCulture, $"n{_ids.Count}");
        _ids.Add(node, id);
        if (node.IsFrozen)
        {
            _frozen.Add(id);
        }

        if (!node.IsGroup)
        {
            Line(level, $"{id}[\"{Label(node)}\"]");
            return;
        }

        Line(level, $"subgraph {id}[\"{Escape(Title(node))}\"]");
        foreach (var child in node.Children)
        {
            WriteNode(child, level + 1);
        }

        Line(level, "end");
    }

    private string Label(DiagramNode node)
    {
        var outputs = DiagramText.Outputs(node, _options);
        string?[] lines = [Title(node), .. outputs, DiagramText.Parameters(node, _options)];
        return string.Join("<br/>", lines.OfType<string>().Select(Escape));
    }

    private string Title(DiagramNode node)
    {
        var kind = DiagramText.Kind(node.Layer, _options);
        return _options.ShowLayerNames ? $"{node.Layer.Name} ({kind})" : kind;
    }

    // Mermaid's entities begin with # where HTML's begin with &; whatever could be markup is written as one.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune))
            {
                escaped.Append(' ');
            }
            else if ("\"#&<>`\\*~$[]{};".Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal))
            {
                escaped.Append(CultureInfo.InvariantCulture, $"#{rune.Value};");
            }
            else
            {
                escaped.Append(rune.ToString());
            }
        }

        return escaped.ToString();
    }

    private void Line(int level, string text) => _text.Append(' ', 4 * level).Append(text).Append('\n');
}
