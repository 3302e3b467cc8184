using System.Text;

namespace Lamina.NN;

/// <summary>How the text of a column stands in its cells.</summary>
internal enum CellAlignment
{
    Left,
    Center,
    Right,
}

/// <summary>A column of a <see cref="TextTable"/>.</summary>
/// <param name="Head">Its title.</param>
/// <param name="Width">Characters between its borders; at least 3, for a blank at each side.</param>
/// <param name="Alignment">How its text stands.</param>
internal readonly record struct TextColumn(string Head, int Width, CellAlignment Alignment);

/// <summary>A table drawn with box characters: a heavy head, light rows, a line between all rows.</summary>
/// <remarks>Cells wrap at blanks; a word longer than its cell is cut and ends in <c>…</c>.</remarks>
internal sealed class TextTable(IReadOnlyList<TextColumn> columns)
{
    private readonly StringBuilder _text = new();
    private bool _hasRows;

    /// <summary>Adds a row of as many cells as there are columns.</summary>
    public void Add(IReadOnlyList<string> cells)
    {
        if (_hasRows)
        {
            AppendLine("├─┼┤");
        }
        else
        {
            AppendLine("┏━┳┓");
            AppendCells([.. columns.Select(column => column.Head)], '┃');
            AppendLine("┡━╇┩");
        }

        AppendCells(cells, '│');
        _hasRows = true;
    }

    /// <summary>The table, with a line break at its end; nothing when it has no rows.</summary>
    public override string ToString()
    {
        if (!_hasRows)
        {
            return "";
        }

        var length = _text.Length;
        AppendLine("└─┴┘");
        var text = _text.ToString();
        _text.Length = length;
        return text;
    }

    // The four characters: left end, stroke, crossing, right end.
    private void AppendLine(string strokes)
    {
        _text.Append(strokes[0]);
        for (var i = 0; i < columns.Count; i++)
        {
            _text.Append(strokes[1], columns[i].Width).Append(i < columns.Count - 1 ? strokes[2] : strokes[3]);
        }

        _text.Append('\n');
    }

    private void AppendCells(IReadOnlyList<string> cells, char border)
    {
        var wrapped = columns.Select((column, i) => Wrap(cells[i], column.Width - 2)).ToArray();
        var height = wrapped.Max(lines => lines.Count);
        for (var line = 0; line < height; line++)
        {
            for (var i = 0; i < columns.Count; i++)
            {
                var text = line < wrapped[i].Count ? wrapped[i][line] : "";
                _text.Append(border).Append(' ').Append(Pad(text, columns[i])).Append(' ');
            }

            _text.Append(border).Append('\n');
        }
    }

    private static string Pad(string text, TextColumn column)
    {
        var width = column.Width - 2;
        return column.Alignment switch
        {
            CellAlignment.Left => text.PadRight(width),
            CellAlignment.Right => text.PadLeft(width),
            _ => text.PadLeft(text.Length + ((width - text.Length) / 2)).PadRight(width),
        };
    }

    private static List<string> Wrap(string text, int width)
    {
        var lines = new List<string>();
        var line = text[..(text.Length - text.TrimStart().Length)];
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.AsSpan().TrimStart().Length == 0)
            {
                line += word;
            }
            else if (line.Length + 1 + word.Length <= width)
            {
                line += " " + word;
            }
            else
            {
                lines.Add(Cut(line, width));
                line = word;
            }
        }

        lines.Add(Cut(line, width));
        return lines;
    }

    private static string Cut(string line, int width) => line.Length <= width ? line : line[..(width - 1)] + "…";
}
