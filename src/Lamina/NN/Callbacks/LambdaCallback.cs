namespace Lamina.NN;

/// <summary>A callback made of functions.</summary>
public sealed class LambdaCallback : Callback
{
    /// <summary>Called before the first epoch.</summary>
    public Action? TrainBegin { get; init; }

    /// <summary>Called before an epoch.</summary>
    public Action<int>? EpochBegin { get; init; }

    /// <summary>Called behind an epoch.</summary>
    public Action<int, Logs>? EpochEnd { get; init; }

    /// <summary>Called before a batch.</summary>
    public Action<int>? TrainBatchBegin { get; init; }

    /// <summary>Called behind a batch.</summary>
    public Action<int>? TrainBatchEnd { get; init; }

    /// <summary>Called at the end.</summary>
    public Action<Logs>? TrainEnd { get; init; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => TrainBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnEpochBegin(int epoch) => EpochBegin?.Invoke(epoch);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs) => EpochEnd?.Invoke(epoch, logs);

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => TrainBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch) => TrainBatchEnd?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs) => TrainEnd?.Invoke(logs);
}
