namespace Lamina.NN;

/// <summary>What a training was asked for, and how it stands; for callbacks.</summary>
public sealed class FitParameters
{
    private readonly Func<Logs> _currentLogs;

    internal FitParameters(int epochs, int steps, int samples, int batchSize, int verbose, bool hasValidation, Func<Logs> currentLogs)
    {
        (Epochs, Steps, Samples, BatchSize) = (epochs, steps, samples, batchSize);
        (Verbose, HasValidation, _currentLogs) = (verbose, hasValidation, currentLogs);
    }

    /// <summary>The number behind the last epoch.</summary>
    public int Epochs { get; }

    /// <summary>Batches in an epoch.</summary>
    public int Steps { get; }

    /// <summary>Training samples.</summary>
    public int Samples { get; }

    /// <summary>Samples in a batch.</summary>
    public int BatchSize { get; }

    /// <summary>0: silent; 1: progress bar; 2: a line an epoch.</summary>
    public int Verbose { get; }

    /// <summary>Whether each epoch ends with a validation.</summary>
    public bool HasValidation { get; }

    /// <summary>Why training shall stop; null while it goes on.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>The logs of the epoch so far, computed at this call.</summary>
    public Logs CurrentLogs() => _currentLogs();
}
