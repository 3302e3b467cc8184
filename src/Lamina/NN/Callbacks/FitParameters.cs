namespace Lamina.NN;

/// <summary>What a training was asked for, and how it stands; for callbacks.</summary>
public sealed class FitParameters
{
    /// <summary>The reason of a training that its caller cancelled: it may go on one day.</summary>
    internal const string Cancelled = "cancelled";

    private readonly Func<Logs> _currentLogs;

    internal FitParameters(int epochs, int? steps, int? samples, int? batchSize, int verbose, bool hasValidation, Func<Logs> currentLogs)
    {
        (Epochs, Steps, Samples, BatchSize) = (epochs, steps, samples, batchSize);
        (Verbose, HasValidation, _currentLogs) = (verbose, hasValidation, currentLogs);
    }

    /// <summary>The number behind the last epoch.</summary>
    public int Epochs { get; }

    /// <summary>Batches in an epoch; null while a stream's length is not known.</summary>
    public int? Steps { get; internal set; }

    /// <summary>Training samples; null for a stream.</summary>
    public int? Samples { get; }

    /// <summary>Samples in a batch; null for a stream.</summary>
    public int? BatchSize { get; }

    /// <summary>0: silent; 1: progress bar; 2: a line an epoch.</summary>
    public int Verbose { get; }

    /// <summary>Whether epochs end with a validation.</summary>
    public bool HasValidation { get; }

    /// <summary>Why training shall stop; null while it goes on.</summary>
    public string? StopReason { get; internal set; }

    /// <summary>The epoch and batch that come next, and the key of the order of samples.</summary>
    /// <remarks>Set in <see cref="Callback.OnTrainBegin"/>, it moves the training to another place: what a backup does.</remarks>
    public FitPosition Position { get; set; }

    /// <summary>All callbacks of this training, in the order in which they are called.</summary>
    public IReadOnlyList<Callback> Callbacks { get; internal set; } = [];

    /// <summary>The logs of the epoch so far, computed at this call.</summary>
    public Logs CurrentLogs() => _currentLogs();
}

/// <summary>A place in a training.</summary>
/// <param name="Epoch">The epoch that comes next or runs, counted from 0.</param>
/// <param name="Batch">The batch that comes next, counted from 0 in its epoch.</param>
/// <param name="Seed">The key from which, with the epoch, the order of samples follows.</param>
public readonly record struct FitPosition(int Epoch, int Batch, ulong Seed);
