namespace Lamina.NN;

/// <summary>How a training runs; the defaults are Keras's.</summary>
public sealed record FitOptions
{
    /// <summary>Samples a step; the last step of a pass may have fewer. Not used with an <see cref="IDataset"/>.</summary>
    public int BatchSize { get; init => field = DataChecks.BatchSize(value); } = 32;

    /// <summary>The number behind the last epoch.</summary>
    public int Epochs { get; init => field = DataChecks.AtLeastZero(value); } = 1;

    /// <summary>The first epoch, to go on with a training.</summary>
    public int InitialEpoch { get; init => field = DataChecks.AtLeastZero(value); }

    /// <summary>0: silent; 1: a progress bar, or a line an epoch where output is redirected; 2: a line an epoch.</summary>
    public int Verbose { get; init => field = DataChecks.AtLeastZero(value); } = 1;

    /// <summary>Whether each pass takes the samples in a new order. A dataset has its own way.</summary>
    public bool Shuffle { get; init; } = true;

    /// <summary>Steps in an epoch; null: one pass over the data. A pass that is not finished goes on in the next epoch.</summary>
    public int? StepsPerEpoch { get; init => field = DataChecks.Steps(value); }

    /// <summary>The share of samples, taken from the end before shuffling, to validate with.</summary>
    public double ValidationSplit { get; init; }

    /// <summary>Other samples to validate with.</summary>
    public Batch? ValidationData { get; init; }

    /// <summary>Other data to validate with, in batches.</summary>
    public IDataset? ValidationSet { get; init; }

    /// <summary>Samples a validation step; as in training when null.</summary>
    public int? ValidationBatchSize { get; init => field = value is { } size ? DataChecks.BatchSize(size) : null; }

    /// <summary>Steps of a validation; null: all of its data.</summary>
    public int? ValidationSteps { get; init => field = DataChecks.Steps(value); }

    /// <summary>Epochs from one validation to the next.</summary>
    public int ValidationFrequency { get; init => field = DataChecks.BatchSize(value); } = 1;

    /// <summary>The epochs, counted from 1, behind which to validate, instead of every few.</summary>
    public IReadOnlyCollection<int>? ValidationEpochs { get; init; }

    /// <summary>How much each sample counts, for all outputs alike or for each: [samples] or [samples, ..].</summary>
    public TensorSet? SampleWeight { get; init; }

    /// <summary>How much the samples of a class count; 1 for classes not named.</summary>
    public IReadOnlyDictionary<int, double>? ClassWeight { get; init; }

    /// <summary>Code to call at the training's turns.</summary>
    public IReadOnlyList<Callback> Callbacks { get; init; } = [];

    /// <summary>Whether an epoch, counted from 0, ends with a validation.</summary>
    internal bool ValidatesAfter(int epoch) => ValidationEpochs?.Contains(epoch + 1) ?? (epoch + 1) % ValidationFrequency == 0;
}
