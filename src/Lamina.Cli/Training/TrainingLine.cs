using System.Globalization;
using Lamina.NN;

namespace Lamina.Cli.Training;

/// <summary>Shows a training in one line that is drawn over itself; where that cannot be, in a line now and then: epoch,
/// batches of the epoch, the time that all epochs would take, loss and metrics.</summary>
internal sealed class TrainingLine(TextStream stream) : Callback
{
    private const int Cells = 12;
    private const int MillisecondsLive = 100;
    private const int MillisecondsOfLog = 1000;
    private long _begin;
    private long _next;
    private int _epoch;
    private int _drawnLength;
    private Logs _last = new();

    public override void OnTrainBegin() => _begin = Environment.TickCount64;

    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    public override void OnTrainBatchEnd(int batch)
    {
        if (stream.IsTerminal && Environment.TickCount64 >= _next)
        {
            Draw(batch + 1, Parameters.CurrentLogs());
        }
    }

    public override void OnEpochEnd(int epoch, Logs logs)
    {
        _last = logs;
        if (!stream.IsTerminal && Environment.TickCount64 >= _next)
        {
            stream.WriteLine(Text(Parameters.Steps ?? 0, logs));
            _next = Environment.TickCount64 + MillisecondsOfLog;
        }
    }

    public override void OnTrainEnd(Logs logs)
    {
        if (stream.IsTerminal)
        {
            stream.Writer.Write("\r" + new string(' ', _drawnLength) + "\r");
        }
    }

    private void Draw(int done, Logs logs)
    {
        // What validation gave last is better to judge by than what training gives now.
        foreach (var (name, value) in _last)
        {
            if (name.StartsWith("val_", StringComparison.Ordinal))
            {
                logs[name] = value;
            }
        }

        var line = ProgressText.Crop(Text(done, logs), stream.Columns - 1);
        stream.Writer.Write("\r" + line.PadRight(_drawnLength));
        _drawnLength = line.Length;
        _next = Environment.TickCount64 + MillisecondsLive;
    }

    private string Text(int done, Logs logs)
    {
        var (steps, epochs) = (Parameters.Steps ?? 0, Parameters.Epochs);
        var all = (long)steps * epochs;
        var soFar = ((long)_epoch * steps) + done;
        var left = TimeSpan.FromMilliseconds((Environment.TickCount64 - _begin) * (double)(all - soFar) / soFar);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"epoch {ProgressText.Count(_epoch + 1, epochs)} {ProgressText.Bar(done, steps, Cells)} "
            + $"{ProgressText.Count(done, steps)} ≤ {ProgressText.Clock(left)} left{ProgressText.Of(logs)}");
    }
}
