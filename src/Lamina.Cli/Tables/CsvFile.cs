using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace Lamina.Cli.Tables;

/// <summary>A file of separated values, whose first line names the columns.</summary>
/// <remarks>Separated by commas, semicolons or tabs, whichever the first line has most of; cells may be quoted.</remarks>
internal sealed class CsvFile
{
    private static readonly string[] Separators = [",", ";", "\t"];
    private readonly string _path;
    private readonly string _separator;

    private CsvFile(string path)
    {
        _path = path;
        using var text = new StreamReader(path);
        var first = text.ReadLine() ?? "";
        _separator = Separators.MaxBy(separator => first.Split(separator).Length)!;
        using var parser = Parser();
        Columns = [.. (Next(parser) ?? []).Select(name => name.Trim())];
        if (Columns.Count == 0)
        {
            throw new LaminaFormatException($"{path}: the first line of a CSV file names its columns; this file is empty.");
        }

        if (Columns.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new LaminaFormatException($"{path}: every column has a name of its own; '{twice.Key}' is there twice.");
        }
    }

    /// <summary>The names of the columns.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>Opens a file and reads its first line.</summary>
    /// <exception cref="LaminaFormatException">It names no columns, or one twice.</exception>
    /// <exception cref="UsageException">There is no such file.</exception>
    public static CsvFile Open(string path) => new(ModelFile.Existing(path));

    /// <summary>Reads all rows.</summary>
    /// <param name="columns">What becomes of each column.</param>
    /// <returns>How many rows there are.</returns>
    /// <exception cref="LaminaFormatException">A cell is not what its column wants, or a row has not a cell for each
    /// column.</exception>
    public int Read(IReadOnlyList<CsvColumn> columns)
    {
        using var parser = Parser();
        Next(parser);
        var rows = 0;
        while (Next(parser) is { } record)
        {
            rows++;
            if (record.Length != Columns.Count)
            {
                throw new LaminaFormatException(
                    $"{_path}: row {rows} (line {parser.RawRow}) has {record.Length} cells; the first line names {Columns.Count} columns.");
            }

            foreach (var column in columns)
            {
                if (column.Add(record[column.Index]) is { } rule)
                {
                    throw new LaminaFormatException(
                        $"{_path}: row {rows} (line {parser.RawRow}), column '{Columns[column.Index]}': {rule}; the cell holds"
                        + $" '{record[column.Index]}'.");
                }
            }
        }

        return rows > 0 ? rows : throw new LaminaFormatException($"{_path}: there are no rows behind the names of the columns.");
    }

    private CsvParser Parser() => new(
        new StreamReader(_path),
        new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = _separator, IgnoreBlankLines = true, CountBytes = false });

    private string[]? Next(CsvParser parser)
    {
        try
        {
            return parser.Read() ? parser.Record : null;
        }
        catch (CsvHelperException e)
        {
            throw new LaminaFormatException($"{_path}: line {parser.RawRow}: a quote stands where none may stand.", e);
        }
    }
}
