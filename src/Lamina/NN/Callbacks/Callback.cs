namespace Lamina.NN;

/// <summary>Code that training, evaluation and prediction call at their turns.</summary>
/// <remarks>An exception thrown here ends the training: <see cref="OnTrainEnd"/> is not called then, and the model keeps
/// the weights of its last finished step.</remarks>
public abstract class Callback
{
    /// <summary>The model at work; set before anything is called.</summary>
    public Model Model { get; internal set; } = null!;

    /// <summary>What the training was asked for, and how it stands.</summary>
    public FitParameters Parameters { get; internal set; } = null!;

    /// <summary>Where a callback that was asked to speak says what it does.</summary>
    internal TextWriter Output { get; set; } = Console.Out;

    /// <summary>Whether it is called behind all others, wherever it stands in the list: true for what keeps their states.</summary>
    internal virtual bool IsLast => false;

    /// <summary>Whether a loss that is not finite ends training without an error; null for one without an opinion.</summary>
    internal virtual bool? EndsQuietly => null;

    /// <summary>The callbacks in the order in which they are called.</summary>
    internal static IReadOnlyList<Callback> InOrder(IEnumerable<Callback> callbacks) =>
        [.. callbacks.OrderBy(callback => callback.IsLast)];

    /// <summary>Called before the first epoch.</summary>
    public virtual void OnTrainBegin()
    {
    }

    /// <summary>Called before an epoch, counted from 0.</summary>
    public virtual void OnEpochBegin(int epoch)
    {
    }

    /// <summary>Called before a batch, counted from 0 in its epoch.</summary>
    public virtual void OnTrainBatchBegin(int batch)
    {
    }

    /// <summary>Called behind a batch. <see cref="FitParameters.CurrentLogs"/> gives the epoch's logs so far, at a small cost.</summary>
    public virtual void OnTrainBatchEnd(int batch)
    {
    }

    /// <summary>Called behind an epoch; values added to the logs are kept in the history.</summary>
    public virtual void OnEpochEnd(int epoch, Logs logs)
    {
    }

    /// <summary>Called at the end, also of a training that was stopped.</summary>
    public virtual void OnTrainEnd(Logs logs)
    {
    }

    /// <summary>Called before an evaluation, also before the validation of an epoch.</summary>
    public virtual void OnTestBegin()
    {
    }

    /// <summary>Called before a batch of an evaluation.</summary>
    public virtual void OnTestBatchBegin(int batch)
    {
    }

    /// <summary>Called behind a batch of an evaluation.</summary>
    public virtual void OnTestBatchEnd(int batch)
    {
    }

    /// <summary>Called behind an evaluation, with its results.</summary>
    public virtual void OnTestEnd(Logs logs)
    {
    }

    /// <summary>Called before a prediction.</summary>
    public virtual void OnPredictBegin()
    {
    }

    /// <summary>Called before a batch of a prediction.</summary>
    public virtual void OnPredictBatchBegin(int batch)
    {
    }

    /// <summary>Called behind a batch of a prediction.</summary>
    public virtual void OnPredictBatchEnd(int batch)
    {
    }

    /// <summary>Called behind a prediction.</summary>
    public virtual void OnPredictEnd()
    {
    }

    /// <summary>What the callback must keep so that a broken training goes on alike; null for one that keeps nothing.</summary>
    /// <remarks>Saved by <c>BackupAndRestore</c>, and given back by <see cref="SetState"/> before the next epoch or batch.</remarks>
    public virtual IReadOnlyDictionary<string, Tensor>? GetState() => null;

    /// <summary>Takes back what <see cref="GetState"/> gave.</summary>
    public virtual void SetState(IReadOnlyDictionary<string, Tensor> state)
    {
    }

    /// <summary>Ends the training behind this epoch (or batch); the history says why.</summary>
    protected void StopTraining(string reason)
    {
        Parameters.StopReason ??= reason;
    }
}
