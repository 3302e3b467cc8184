using Lamina.Formats;
using Lamina.Formats.Keras;

namespace Lamina.NN;

/// <summary>Saves the model while it is trained: at every epoch, every few batches, or only when it has got better.</summary>
/// <remarks>The rules are Keras's. A file is replaced only when the new one is whole, and folders are made as they are
/// needed.</remarks>
public sealed class ModelCheckpoint : Callback
{
    private readonly Monitor _monitor;
    private int _epoch;
    private int _batches;

    /// <summary>Saves to a path.</summary>
    /// <param name="filePath">Where to; <c>{epoch:02d}</c> (counted from 1), <c>{batch}</c> and names of the logs, such as
    /// <c>{val_loss:.2f}</c>, are replaced by their numbers.</param>
    /// <param name="monitor">The number that says how good the model is.</param>
    /// <param name="saveBestOnly">Whether to save only where that number is the best so far.</param>
    /// <param name="saveWeightsOnly">Whether to save weights alone; then the path ends as <c>SaveWeights</c> wants it, such as in
    /// <c>.weights.h5</c>, else as <c>Save</c> does, in <c>.keras</c> or <c>.h5</c>.</param>
    /// <param name="mode">Which way is better.</param>
    /// <param name="saveFrequency">Save whenever so many batches have passed, instead of behind each epoch.</param>
    /// <param name="initialValueThreshold">A value that the first model to be saved must beat.</param>
    /// <param name="verbose">1: says what it saves; 0: silent.</param>
    /// <exception cref="ArgumentException">The path has another ending.</exception>
    public ModelCheckpoint(
        string filePath,
        string monitor = "val_loss",
        bool saveBestOnly = false,
        bool saveWeightsOnly = false,
        MonitorMode mode = MonitorMode.Auto,
        int? saveFrequency = null,
        double? initialValueThreshold = null,
        int verbose = 0)
    {
        _ = saveWeightsOnly
            ? SavedForm.OfWeightsAlone(filePath, nameof(ModelCheckpoint))
            : SavedForm.OfModel(filePath, nameof(ModelCheckpoint));
        if (saveFrequency is { } batches)
        {
            Guard.Positive(batches, nameof(saveFrequency));
        }

        ArgumentOutOfRangeException.ThrowIfNegative(verbose);
        _monitor = new Monitor(monitor, mode, nameof(ModelCheckpoint));
        (FilePath, SaveBestOnly, SaveWeightsOnly, SaveFrequency) = (filePath, saveBestOnly, saveWeightsOnly, saveFrequency);
        (Best, Verbose) = (initialValueThreshold, verbose);
    }

    /// <summary>Where to save, with names in braces.</summary>
    public string FilePath { get; }

    /// <summary>Whether to save only the best model so far.</summary>
    public bool SaveBestOnly { get; }

    /// <summary>Whether to save weights alone.</summary>
    public bool SaveWeightsOnly { get; }

    /// <summary>Batches from one file to the next; null: one behind each epoch.</summary>
    public int? SaveFrequency { get; }

    /// <summary>1: says what it saves; 0: silent.</summary>
    public int Verbose { get; }

    /// <summary>The best value so far; before the first, the threshold, or null where there is none.</summary>
    /// <remarks>It is kept when another training begins, so that a worse model does not replace a better one.</remarks>
    public double? Best { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        if (SaveBestOnly)
        {
            _monitor.Attach(Model);
        }
    }

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => _epoch = epoch;

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch)
    {
        if (SaveFrequency is { } frequency && ++_batches >= frequency)
        {
            _batches = 0;
            Save(_epoch, batch, Parameters.CurrentLogs());
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (SaveFrequency is null)
        {
            Save(epoch, null, logs);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState()
    {
        var state = new Dictionary<string, Tensor>
        {
            ["epoch"] = CallbackState.Of(_epoch),
            ["batches"] = CallbackState.Of(_batches),
        };
        if (Best is { } best)
        {
            state["best"] = CallbackState.Of(best);
        }

        return state;
    }

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (_epoch, _batches) = (state.Whole("epoch"), state.Whole("batches"));
        Best = state.ContainsKey("best") ? state.Number("best") : null;
    }

    private void Save(int epoch, int? batch, Logs logs)
    {
        if (SaveBestOnly)
        {
            if (_monitor.Read(logs, Parameters) is not { } current
                || !_monitor.IsBetter(current, Best ?? _monitor.Worst))
            {
                return;
            }

            Best = current;
        }

        var path = PathTemplate.Fill(FilePath, epoch + 1, batch + 1, logs);
        FileErrors.Explain(nameof(ModelCheckpoint), path, () => Write(path), "A file that was there is as it was.");
        if (Verbose > 0)
        {
            Output.WriteLine($"Epoch {epoch + 1}: {(SaveBestOnly ? "the best model so far" : "the model")} is saved as '{path}'.");
        }
    }

    private void Write(string path)
    {
        if (Path.GetDirectoryName(path) is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
        }

        if (SaveWeightsOnly)
        {
            Model.SaveWeights(path);
        }
        else
        {
            Model.Save(path);
        }
    }
}
