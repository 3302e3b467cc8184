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

    /// <summary>Called before an evaluation, also before the validation of an epoch.</summary>
    public Action? TestBegin { get; init; }

    /// <summary>Called before a batch of an evaluation.</summary>
    public Action<int>? TestBatchBegin { get; init; }

    /// <summary>Called behind a batch of an evaluation.</summary>
    public Action<int>? TestBatchEnd { get; init; }

    /// <summary>Called behind an evaluation, with its results.</summary>
    public Action<Logs>? TestEnd { get; init; }

    /// <summary>Called before a prediction.</summary>
    public Action? PredictBegin { get; init; }

    /// <summary>Called before a batch of a prediction.</summary>
    public Action<int>? PredictBatchBegin { get; init; }

    /// <summary>Called behind a batch of a prediction.</summary>
    public Action<int>? PredictBatchEnd { get; init; }

    /// <summary>Called behind a prediction.</summary>
    public Action? PredictEnd { get; init; }

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

    /// <inheritdoc/>
    public override void OnTestBegin() => TestBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnTestBatchBegin(int batch) => TestBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTestBatchEnd(int batch) => TestBatchEnd?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnTestEnd(Logs logs) => TestEnd?.Invoke(logs);

    /// <inheritdoc/>
    public override void OnPredictBegin() => PredictBegin?.Invoke();

    /// <inheritdoc/>
    public override void OnPredictBatchBegin(int batch) => PredictBatchBegin?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnPredictBatchEnd(int batch) => PredictBatchEnd?.Invoke(batch);

    /// <inheritdoc/>
    public override void OnPredictEnd() => PredictEnd?.Invoke();
}
