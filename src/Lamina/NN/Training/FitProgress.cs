namespace Lamina.NN;

/// <summary>How far a training is.</summary>
/// <param name="Epoch">The epoch, counted from 0.</param>
/// <param name="Epochs">The number behind the last epoch.</param>
/// <param name="Batch">Batches of the epoch that are done.</param>
/// <param name="Steps">Batches in an epoch; null where that is not known.</param>
/// <param name="Logs">Loss and metrics of the epoch so far, at its end with those of the validation.</param>
public sealed record FitProgress(int Epoch, int Epochs, int Batch, int? Steps, Logs Logs);

/// <summary>Reports the progress of a training at the end of each epoch, and within it a few times a second.</summary>
internal sealed class ProgressReporter(IProgress<FitProgress> progress) : Callback
{
    private const int Interval = 200;
    private int _epoch;
    private int _batch;
    private long _next;

    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    public override void OnTrainBatchEnd(int batch)
    {
        _batch = batch + 1;
        if (Environment.TickCount64 >= _next)
        {
            Report(Parameters.CurrentLogs());
        }
    }

    public override void OnEpochEnd(int epoch, Logs logs) => Report(logs);

    private void Report(Logs logs)
    {
        progress.Report(new FitProgress(_epoch, Parameters.Epochs, _batch, Parameters.Steps, logs));
        _next = Environment.TickCount64 + Interval;
    }
}
