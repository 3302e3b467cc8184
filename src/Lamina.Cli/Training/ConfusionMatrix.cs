using System.Globalization;
using Spectre.Console;

namespace Lamina.Cli.Training;

/// <summary>How many samples of each class were taken for which.</summary>
internal sealed class ConfusionMatrix
{
    private readonly int[][] _counts;

    public ConfusionMatrix(int classes, ReadOnlySpan<int> truth, ReadOnlySpan<int> prediction)
    {
        _counts = [.. Enumerable.Range(0, classes).Select(_ => new int[classes])];
        for (var i = 0; i < truth.Length; i++)
        {
            _counts[truth[i]][prediction[i]]++;
        }
    }

    /// <summary>A row for each true class, a column for each predicted one.</summary>
    public IReadOnlyList<IReadOnlyList<int>> Counts => _counts;

    /// <summary>Draws the table; hits green and misses red where the stream shows colours.</summary>
    public void Draw(TextStream stream, IReadOnlyList<string> classes)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(stream.Writer),
            Ansi = stream.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = stream.IsTerminal ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = stream.Columns;
        var table = new Table().Border(TableBorder.Rounded).Title("rows: true class, columns: predicted class");
        table.AddColumn(new TableColumn(""));
        for (var i = 0; i < classes.Count; i++)
        {
            table.AddColumn(new TableColumn(new Text(Head(classes, i))).RightAligned());
        }

        for (var row = 0; row < classes.Count; row++)
        {
            var cells = _counts[row].Select((count, column) => Cell(count, row == column));
            table.AddRow([new Text(classes[row]), .. cells]);
        }

        console.Write(table);
    }

    // Long names stand in the rows; a column then has the first letters, enough to find it.
    private static string Head(IReadOnlyList<string> classes, int i) => classes[i].Length <= 10 ? classes[i] : classes[i][..9] + "…";

    private static Text Cell(int count, bool isHit) => new Text(
        count == 0 ? "·" : count.ToString(CultureInfo.InvariantCulture),
        new Style(count == 0 ? Color.Grey : isHit ? Color.Green : Color.Red));
}
