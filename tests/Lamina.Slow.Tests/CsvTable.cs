using System.Globalization;

namespace Lamina.Slow.Tests;

/// <summary>A file of comma-separated values without quotes, whose first line names the columns.</summary>
internal sealed class CsvTable
{
    private readonly string _path;
    private readonly string[] _columns;
    private readonly List<string[]> _rows = [];

    /// <summary>Reads all of a file.</summary>
    /// <exception cref="FormatException">A line has quotes, or not a cell for each column.</exception>
    public CsvTable(string path)
    {
        _path = path;
        using var reader = new StreamReader(path);
        _columns = (reader.ReadLine() ?? "").Split(',');
        for (var line = 2; reader.ReadLine() is { } text; line++)
        {
            var cells = text.Split(',');
            if (cells.Length != _columns.Length || text.Contains('"', StringComparison.Ordinal))
            {
                throw new FormatException(
                    $"{path}, line {line}: {cells.Length} cells for {_columns.Length} columns, or a quote, which is not read here.");
            }

            _rows.Add(cells);
        }
    }

    /// <summary>The number of rows behind the line of names.</summary>
    public int Count => _rows.Count;

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns => _columns;

    /// <summary>The rows in which a column is not empty.</summary>
    public int[] RowsWith(string column)
    {
        var at = IndexOf(column);
        return [.. Enumerable.Range(0, Count).Where(row => _rows[row][at].Length > 0)];
    }

    /// <summary>A column's numbers in some rows.</summary>
    /// <exception cref="FormatException">A cell is not a number.</exception>
    public float[] Numbers(string column, int[] rows)
    {
        var at = IndexOf(column);
        return Array.ConvertAll(rows, row => float.TryParse(_rows[row][at], CultureInfo.InvariantCulture, out var value)
            ? value
            : throw new FormatException($"{_path}, line {row + 2}: '{_rows[row][at]}' of {column} is not a number."));
    }

    private int IndexOf(string column)
    {
        var at = Array.IndexOf(_columns, column);
        return at >= 0 ? at : throw new FormatException($"{_path} has no column {column}; it has {string.Join(", ", _columns)}.");
    }
}
