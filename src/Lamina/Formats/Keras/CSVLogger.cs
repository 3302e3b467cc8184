using System.Globalization;
using System.Text;
using Lamina.Formats;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <summary>Writes the logs of each epoch as a row of a CSV file.</summary>
/// <remarks>The text is Keras's: the columns are <c>epoch</c>, counted from 0, and the names of the first epoch's logs in
/// alphabetical order; <c>NA</c> stands for what an epoch did not log; lines end in CR LF. The file is complete behind each
/// epoch.</remarks>
public sealed class CSVLogger : Callback
{
    private string[]? _names;
    private bool _needsHeader;

    /// <summary>Writes to a file.</summary>
    /// <param name="fileName">Where to; its folder must exist.</param>
    /// <param name="separator">The character between two cells.</param>
    /// <param name="append">Whether to go on behind what the file holds, without a second header, instead of replacing
    /// it.</param>
    public CSVLogger(string fileName, char separator = ',', bool append = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(fileName);
        (FileName, Separator, Append) = (fileName, separator, append);
        if (separator is '"' or '\r' or '\n')
        {
            throw new ArgumentOutOfRangeException(
                nameof(separator), "CSVLogger needs a separator that is neither a quotation mark nor the end of a line.");
        }
    }

    /// <summary>The file.</summary>
    public string FileName { get; }

    /// <summary>The character between two cells.</summary>
    public char Separator { get; }

    /// <summary>Whether the file is kept and goes on.</summary>
    public bool Append { get; }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public override void OnTrainBegin()
    {
        _names = null;
        _needsHeader = true;
        Write(() =>
        {
            using var file = new FileStream(FileName, Append ? FileMode.OpenOrCreate : FileMode.Create, FileAccess.ReadWrite);
            _needsHeader = file.Length == 0;
        });
    }

    /// <inheritdoc/>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        _names ??= [.. logs.Keys.Order(StringComparer.Ordinal)];
        var rows = new StringBuilder();
        if (_needsHeader)
        {
            AddRow(rows, _names.Prepend("epoch"));
        }

        AddRow(rows, _names.Select(name => logs.TryGetValue(name, out var value) ? Text(value) : "NA")
            .Prepend(epoch.ToString(CultureInfo.InvariantCulture)));
        Write(() => File.AppendAllText(FileName, rows.ToString()));
        _needsHeader = false;
    }

    private static string Text(double value) => value switch
    {
        double.NaN => "nan",
        double.PositiveInfinity => "inf",
        double.NegativeInfinity => "-inf",
        _ => PythonJson.Number(value),
    };

    private void AddRow(StringBuilder rows, IEnumerable<string> cells) =>
        rows.AppendJoin(Separator, cells.Select(Quoted)).Append("\r\n");

    private string Quoted(string cell) => cell.Contains(Separator, StringComparison.Ordinal) || cell.AsSpan().ContainsAny("\"\r\n")
        ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
        : cell;

    private void Write(Action action) => FileErrors.Explain(nameof(CSVLogger), FileName, action);
}
