using System.Globalization;
using Lamina.Data;
using Lamina.NN;

namespace Lamina.Cli.Training;

/// <summary>Shows a download: a line for each file, drawn over itself on a terminal.</summary>
internal sealed class DownloadLine(TextStream stream) : IProgress<DownloadProgress>
{
    private const int Cells = 16;
    private const int Milliseconds = 100;
    private string _file = "";
    private long _next;
    private int _drawnLength;

    public void Report(DownloadProgress value)
    {
        var isDone = value.Bytes >= value.Total;
        if (stream.IsTerminal && (isDone || Environment.TickCount64 >= _next))
        {
            var line = ProgressText.Crop(Text(value), stream.Columns - 1);
            stream.Writer.Write("\r" + line.PadRight(_drawnLength) + (isDone ? stream.Writer.NewLine : ""));
            _drawnLength = isDone ? 0 : line.Length;
            _next = Environment.TickCount64 + Milliseconds;
        }
        else if (!stream.IsTerminal && value.File != _file)
        {
            stream.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"downloading {value.File}, {value.Total / 1e6:F1} MB"));
        }

        _file = value.File;
    }

    private static string Text(DownloadProgress value)
    {
        var total = (int)Math.Max(1, value.Total / 1024);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"downloading {value.File} {ProgressText.Bar((int)(value.Bytes / 1024), total, Cells)} "
            + $"{value.Bytes / 1e6:F1} of {value.Total / 1e6:F1} MB");
    }
}
