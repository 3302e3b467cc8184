using System.Globalization;
using System.Text;

namespace Lamina.NN;

/// <summary>Writes a placed picture as SVG.</summary>
/// <remarks>Boxes are light with dark text and edges of a middle grey, so that they are readable on any background; where
/// the viewer knows of dark mode, boxes are dark there.</remarks>
internal sealed class SvgWriter
{
    private const double Margin = 16;

    private const string Style = """
        <style>
        text { font-family: system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif; text-anchor: middle; fill: #1f2933 }
        .name { font-size: 13px; font-weight: 600 }
        .kind { font-size: 12px; fill: #3e5a76 }
        .detail { font-size: 11px; fill: #52606d }
        .box { fill: #eef4fb; stroke: #5b84ad; stroke-width: 1.2 }
        .input .box { fill: #edf7ee; stroke: #5b9a63 }
        .model .box { fill: #f5effb; stroke: #8b68b0 }
        .frozen .box { fill: #f1f2f4; stroke: #7b8794; stroke-dasharray: 5 3 }
        .frame { fill: #8b68b0; fill-opacity: 0.07; stroke: #8b68b0; stroke-width: 1.2; stroke-dasharray: 2 3 }
        .title { text-anchor: start; fill: #8b68b0 }
        .edge { fill: none; stroke: #7b8794; stroke-width: 1.5 }
        .head { fill: #7b8794 }
        @media (prefers-color-scheme: dark) {
        text { fill: #e4e7eb }
        .kind { fill: #b6cde4 }
        .detail { fill: #b8c2cc }
        .title { fill: #c3a5e6 }
        .box { fill: #1d2c3c }
        .input .box { fill: #1b2e1f }
        .model .box { fill: #2b2139 }
        .frozen .box { fill: #2a2e33 }
        }
        </style>
        <defs><marker id="arrow" class="head" viewBox="0 0 8 8" refX="7.5" refY="4" markerWidth="8" markerHeight="8" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0.5 L8 4 L0 7.5 Z"/></marker></defs>

        """;

    private readonly StringBuilder _text = new();
    private readonly DiagramLayout _layout;

    private SvgWriter(DiagramLayout layout) => _layout = layout;

    public static string Write(DiagramLayout layout)
    {
        var writer = new SvgWriter(layout);
        writer.Write();
        return writer._text.ToString();
    }

    private void Write()
    {
        var (width, height) = (Math.Ceiling(_layout.Width + (2 * Margin)), Math.Ceiling(_layout.Height + (2 * Margin)));
        var name = Escape(_layout.Graph.Root.Layer.Name);
        Line($"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{name}">""");
        Line($"<title>{name}</title>");
        _text.Append(Style.ReplaceLineEndings("\n"));
        Line($"""<g transform="translate({Margin} {Margin})">""");
        foreach (var box in _layout.Boxes.Where(box => box.Node.IsGroup))
        {
            WriteFrame(box);
        }

        foreach (var edge in _layout.Graph.Edges)
        {
            WriteEdge(edge);
        }

        foreach (var box in _layout.Boxes.Where(box => !box.Node.IsGroup))
        {
            WriteBox(box);
        }

        Line($"</g>");
        Line($"</svg>");
    }

    private void WriteFrame(DiagramBox box)
    {
        Line($"""<g class="nested"><title>{Escape(box.Node.Layer.Name)}</title>""");
        WriteRect(box, "frame");
        Line($"""<text class="name title" x="{box.Left + 12:0.##}" y="{box.Top + 19:0.##}">{Escape(box.Lines[0].Text)}</text>""");
        Line($"</g>");
    }

    private void WriteBox(DiagramBox box)
    {
        var kind = box.Node.Layer switch
        {
            Input => " input",
            Model => " model",
            _ => "",
        };
        Line($"""<g class="layer{kind}{(box.Node.IsFrozen ? " frozen" : "")}"><title>{Escape(box.Node.Layer.Name)}</title>""");
        WriteRect(box, "box");
        var top = box.Top + ((box.Height - (box.Lines.Count * DiagramBox.LineHeight)) / 2);
        for (var i = 0; i < box.Lines.Count; i++)
        {
            var (text, style) = box.Lines[i];
            var baseline = top + (i * DiagramBox.LineHeight) + 12.5;
            var name = style switch
            {
                DiagramLine.Name => "name",
                DiagramLine.Kind => "kind",
                _ => "detail",
            };
            Line($"""<text class="{name}" x="{box.Left + (box.Width / 2):0.##}" y="{baseline:0.##}">{Escape(text)}</text>""");
        }

        Line($"</g>");
    }

    private void WriteRect(DiagramBox box, string name) => Line(
        $"""<rect class="{name}" x="{box.Left:0.##}" y="{box.Top:0.##}" width="{box.Width:0.##}" height="{box.Height:0.##}" rx="7"/>""");

    private void WriteEdge(DiagramEdge edge)
    {
        var path = edge.From == edge.To ? EdgePath.Loop(_layout.BoxOf(edge.From), _layout.IsLeftToRight)
            : EdgePath.Through(_layout.WayOf(edge), _layout.IsLeftToRight);
        Line($"""<path class="edge" d="{path}" marker-end="url(#arrow)"/>""");
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            escaped.Append(rune.Value switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                < ' ' or 0xFFFE or 0xFFFF => " ",
                _ => rune.ToString(),
            });
        }

        return escaped.ToString();
    }

    private void Line(FormattableString text) => _text.Append(text.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
