using Lamina.Formats;
using Lamina.Formats.Keras;
using Lamina.Formats.Numpy;

namespace Lamina.NN;

/// <summary>Saves the state of a training as it runs, and lets a training that was broken off go on from there: to the same
/// weights, bit for bit, as if nothing had happened.</summary>
/// <remarks>
/// <para>Make the same model, compile and fit it in the same way, with the same callbacks and the same folder: if there is a
/// backup in it, training begins where that was made. The backup holds the weights, the optimizer's variables, the number
/// of steps, the keys of random numbers and of the order of samples, the running loss and metrics, and the states of all
/// other callbacks.</para>
/// <para>It is called behind all other callbacks, wherever it stands in the list, and a file is replaced only when the new
/// one is whole. A training that ends removes its backup; one that is cancelled, or broken off by an exception, keeps
/// it.</para>
/// </remarks>
public sealed class BackupAndRestore : Callback
{
    private const string Latest = "latest.npz";
    private const string Previous = "previous.npz";
    private TrainingBackup? _restored;
    private int _batches;

    /// <summary>Keeps backups in a folder of their own.</summary>
    /// <param name="backupFolder">The folder; it is made if need be, and nothing else should be in it.</param>
    /// <param name="saveFrequency">Save whenever so many batches have passed, instead of behind each epoch.</param>
    /// <param name="doubleCheckpoint">Whether to keep the backup before the last, for the case that the last is
    /// damaged.</param>
    /// <param name="deleteCheckpoint">Whether to remove the backups when the training has ended.</param>
    public BackupAndRestore(
        string backupFolder, int? saveFrequency = null, bool doubleCheckpoint = false, bool deleteCheckpoint = true)
    {
        ArgumentException.ThrowIfNullOrEmpty(backupFolder);
        if (saveFrequency is { } batches)
        {
            Guard.Positive(batches, nameof(saveFrequency));
        }

        (BackupFolder, SaveFrequency) = (backupFolder, saveFrequency);
        (DoubleCheckpoint, DeleteCheckpoint) = (doubleCheckpoint, deleteCheckpoint);
    }

    /// <summary>The folder of the backups.</summary>
    public string BackupFolder { get; }

    /// <summary>Batches from one backup to the next; null: one behind each epoch.</summary>
    public int? SaveFrequency { get; }

    /// <summary>Whether the backup before the last is kept.</summary>
    public bool DoubleCheckpoint { get; }

    /// <summary>Whether the backups are removed when the training has ended.</summary>
    public bool DeleteCheckpoint { get; }

    /// <summary>The file that this training went on from; null for one that began anew.</summary>
    public string? RestoredFrom { get; private set; }

    /// <summary>Where a damaged backup is told.</summary>
    internal TextWriter Errors { get; init; } = Console.Error;

    internal override bool IsLast => true;

    private string LatestPath => Path.Combine(BackupFolder, Latest);

    private string PreviousPath => Path.Combine(BackupFolder, Previous);

    /// <inheritdoc/>
    /// <exception cref="LaminaFormatException">The backup is damaged, or of another model or training; the message says in
    /// what they differ.</exception>
    public override void OnTrainBegin()
    {
        (_batches, _restored, RestoredFrom) = (0, null, null);
        if (Find() is var (path, arrays))
        {
            _restored = new TrainingBackup(Model, Parameters);
            _restored.Restore(arrays, path);
            RestoredFrom = path;
        }
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch)
    {
        // Metrics are known from the first step on.
        _restored?.CheckMetrics(RestoredFrom!);
        _restored = null;
        if (SaveFrequency is { } frequency && ++_batches >= frequency)
        {
            // Behind the last batch too: what remains of that epoch is its validation and its end.
            _batches = 0;
            Save();
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (SaveFrequency is null)
        {
            Save();
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (DeleteCheckpoint && Parameters.StopReason != FitParameters.Cancelled)
        {
            File.Delete(LatestPath);
            File.Delete(PreviousPath);
            if (Directory.Exists(BackupFolder) && !Directory.EnumerateFileSystemEntries(BackupFolder).Any())
            {
                Directory.Delete(BackupFolder);
            }
        }
    }

    private void Save()
    {
        var arrays = new TrainingBackup(Model, Parameters).Arrays();
        FileErrors.Explain(
            nameof(BackupAndRestore),
            LatestPath,
            () =>
            {
                Directory.CreateDirectory(BackupFolder);
                if (DoubleCheckpoint && File.Exists(LatestPath))
                {
                    File.Move(LatestPath, PreviousPath, overwrite: true);
                }

                NpzFile.Write(LatestPath, arrays);
            },
            "The backup before it is as it was.");
    }

    private (string Path, IReadOnlyDictionary<string, Tensor> Arrays)? Find()
    {
        if (!File.Exists(LatestPath))
        {
            return File.Exists(PreviousPath) ? (PreviousPath, NpzFile.Read(PreviousPath)) : null;
        }

        try
        {
            return (LatestPath, NpzFile.Read(LatestPath));
        }
        catch (LaminaFormatException e) when (File.Exists(PreviousPath))
        {
            Errors.WriteLine($"BackupAndRestore: {e.Message}\n  Training goes on from the backup before it, '{PreviousPath}'.");
            return (PreviousPath, NpzFile.Read(PreviousPath));
        }
    }
}
