namespace Lamina.NN;

/// <summary>How a line of a box is written.</summary>
internal enum DiagramLine
{
    /// <summary>The layer's name.</summary>
    Name,

    /// <summary>Its class.</summary>
    Kind,

    /// <summary>A shape, a number of weights.</summary>
    Detail,
}

/// <summary>A layer's box, or a nested model's frame: what is written in it, and where it stands.</summary>
internal sealed class DiagramBox
{
    public const double LineHeight = 17;
    public const double Padding = 9;
    private const double Side = 14;
    private const int LongestText = 44;

    public DiagramBox(DiagramNode node, DiagramOptions options)
    {
        Node = node;
        var kind = TextWidth.Cut(DiagramText.Kind(node.Layer, options), LongestText);
        var name = TextWidth.Cut(node.Layer.Name, LongestText);
        Lines = (options.ShowLayerNames, node.IsGroup) switch
        {
            (false, _) => [(kind, DiagramLine.Name)],
            (true, true) => [($"{name} ({kind})", DiagramLine.Name)],
            (true, false) => [(name, DiagramLine.Name), (kind, DiagramLine.Kind)],
        };
        if (!node.IsGroup)
        {
            var inputs = DiagramText.Inputs(node, options).Select(text => "in " + text);
            var outputs = DiagramText.Outputs(node, options).Select(text => inputs.Any() ? "out " + text : text);
            Lines = [.. Lines, .. inputs.Concat(outputs).Append(DiagramText.Parameters(node, options)).OfType<string>()
                .Select(text => (text, DiagramLine.Detail))];
        }

        Width = Math.Max(96, Math.Ceiling(Lines.Max(WidthOf)) + (2 * Side));
        Height = (Lines.Count * LineHeight) + (2 * Padding);
    }

    public DiagramNode Node { get; }

    public IReadOnlyList<(string Text, DiagramLine Style)> Lines { get; }

    public double Left { get; set; }

    public double Top { get; set; }

    public double Width { get; set; }

    public double Height { get; set; }

    public static double FontSize(DiagramLine style) => style switch
    {
        DiagramLine.Name => 13,
        DiagramLine.Kind => 12,
        _ => 11,
    };

    // Bold letters are about a tenth wider.
    private static double WidthOf((string Text, DiagramLine Style) line) =>
        TextWidth.Of(line.Text) * FontSize(line.Style) * (line.Style == DiagramLine.Name ? 1.1 : 1);
}
