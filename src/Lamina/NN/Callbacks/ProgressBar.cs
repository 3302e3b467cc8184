using System.Globalization;

namespace Lamina.NN;

/// <summary>Shows the training on the console, as Keras does: a bar that moves, or a line an epoch.</summary>
/// <remarks>
/// <para>On a terminal: <c>17/45 ━━━━━━━━──────────── ETA 0s 12ms/step - accuracy: 0.9123 - loss: 0.3012</c>, drawn anew at
/// most ten times a second, and at the epoch's end the final numbers. Where output is redirected only the latter.</para>
/// <para>Units: the first number of seconds is the epoch's, validation included; the time per step is that of training
/// without the epoch's first step, in which the step is compiled.</para>
/// </remarks>
public sealed class ProgressBar : Callback
{
    private const int Cells = 20;
    private readonly TextWriter _output;
    private readonly bool _isLive;
    private long _epochBegin;
    private long _firstStepEnd;
    private long _lastStepEnd;
    private long _nextDraw;
    private int _drawnLength;
    private int _seen;

    /// <summary>Writes to the console.</summary>
    public ProgressBar()
        : this(Console.Out, Terminal.IsInteractive)
    {
    }

    /// <summary>Writes to somewhere else.</summary>
    /// <param name="output">Where the text goes.</param>
    /// <param name="isLive">Whether a line may be drawn over itself with carriage returns; else an epoch is one line.</param>
    public ProgressBar(TextWriter output, bool isLive)
    {
        ArgumentNullException.ThrowIfNull(output);
        (_output, _isLive) = (output, isLive);
    }

    /// <summary>Milliseconds from one drawing to the next.</summary>
    internal int Interval { get; init; } = 100;

    /// <summary>Characters in a line of the terminal; asked at each drawing when null.</summary>
    internal int? Columns { get; init; }

    /// <summary>The clock.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch)
    {
        _output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Epoch {epoch + 1}/{Parameters.Epochs}"));
        _epochBegin = _firstStepEnd = _lastStepEnd = Time.GetTimestamp();
        _nextDraw = Environment.TickCount64 + Interval;
        _drawnLength = _seen = 0;
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch)
    {
        _seen = batch + 1;
        if (batch == 0)
        {
            _firstStepEnd = Time.GetTimestamp();
        }

        if (batch == Parameters.Steps - 1)
        {
            _lastStepEnd = Time.GetTimestamp();
        }
        else if (_isLive && Environment.TickCount64 >= _nextDraw)
        {
            Draw(batch + 1);
            _nextDraw = Environment.TickCount64 + Interval;
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        var steps = Parameters.Steps ?? _seen;
        var seconds = $"{Time.GetElapsedTime(_epochBegin).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture)}s";
        var pace = ProgressText.Pace(TimePerStep(_lastStepEnd, steps));
        if (_isLive)
        {
            var line = $"{ProgressText.Count(steps, steps)} {ProgressText.Bar(steps, steps, Cells)} {seconds} {pace}{ProgressText.Of(logs)}";
            Show(ProgressText.Fold(line, Width));
            _output.WriteLine();
        }
        else
        {
            _output.WriteLine($"{ProgressText.Count(steps, steps)} - {seconds} - {pace}{ProgressText.Of(logs)}");
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        // Cancelled within an epoch: what follows begins on a line of its own.
        if (_drawnLength > 0)
        {
            _output.WriteLine();
            _drawnLength = 0;
        }
    }

    internal static IEnumerable<Callback> For(int verbose) => verbose switch
    {
        0 => [],
        1 => [new ProgressBar()],
        _ => [new ProgressBar(Console.Out, isLive: false)],
    };

    // The last column stays empty: some terminals begin a new line as soon as it is written.
    private int Width => (Columns ?? Terminal.Columns) - 1;

    private void Draw(int done)
    {
        var steps = Parameters.Steps ?? _seen;
        var step = TimePerStep(Time.GetTimestamp(), done);
        var line = $"{ProgressText.Count(done, steps)} {ProgressText.Bar(done, steps, Cells)} "
            + $"ETA {ProgressText.Clock(step * (steps - done))} {ProgressText.Pace(step)}{ProgressText.Of(Parameters.CurrentLogs())}";
        Show(ProgressText.Crop(line, Width));
        _drawnLength = Math.Min(line.Length, Width);
    }

    /// <summary>Writes over what was drawn last, whose rest is wiped out.</summary>
    private void Show(string line)
    {
        var firstLine = line.IndexOf('\n', StringComparison.Ordinal) is var at and >= 0 ? at : line.Length;
        var wipe = new string(' ', Math.Max(0, _drawnLength - firstLine));
        _output.Write("\r" + line.Insert(firstLine, wipe).ReplaceLineEndings(_output.NewLine));
        _drawnLength = 0;
    }

    private TimeSpan TimePerStep(long now, int done) => done > 1
        ? Time.GetElapsedTime(_firstStepEnd, now) / (done - 1)
        : Time.GetElapsedTime(_epochBegin, now) / Math.Max(1, done);
}
