namespace Lamina.NN;

/// <summary>Code that training calls at its turns.</summary>
public abstract class Callback
{
    /// <summary>The model in training; set before anything is called.</summary>
    public Model Model { get; internal set; } = null!;

    /// <summary>What the training was asked for.</summary>
    public FitParameters Parameters { get; internal set; } = null!;

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

    /// <summary>Ends the training behind this epoch (or batch); the history says why.</summary>
    protected void StopTraining(string reason)
    {
        Parameters.StopReason ??= reason;
    }
}
