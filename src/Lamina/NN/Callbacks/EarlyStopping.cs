namespace Lamina.NN;

/// <summary>Stops training when a number has not got better for some epochs.</summary>
/// <remarks>The rules are Keras 3's: the first value always becomes the best; <see cref="Baseline"/> only decides when the
/// count of waiting epochs starts anew; training never stops behind the first epoch; restoring happens at the end whether
/// or not training was stopped.</remarks>
public sealed class EarlyStopping : Callback
{
    private readonly Monitor _monitor;
    private Tensor[]? _bestWeights;

    /// <summary>Watches a number.</summary>
    /// <param name="monitor">Its name in the logs.</param>
    /// <param name="minDelta">A change of less does not count as better.</param>
    /// <param name="patience">Epochs without a better value after which training stops.</param>
    /// <param name="mode">Which way is better.</param>
    /// <param name="baseline">A value that an epoch must beat for the waiting to start anew.</param>
    /// <param name="restoreBestWeights">Whether the model ends with the weights of its best epoch.</param>
    /// <param name="startFromEpoch">Epochs before this one are not watched.</param>
    /// <param name="verbose">1: says when it stops and restores; 0: silent.</param>
    public EarlyStopping(
        string monitor = "val_loss",
        double minDelta = 0,
        int patience = 0,
        MonitorMode mode = MonitorMode.Auto,
        double? baseline = null,
        bool restoreBestWeights = false,
        int startFromEpoch = 0,
        int verbose = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(startFromEpoch);
        ArgumentOutOfRangeException.ThrowIfNegative(verbose);
        _monitor = new Monitor(monitor, mode, nameof(EarlyStopping));
        (MinDelta, Patience, Baseline) = (Math.Abs(minDelta), patience, baseline);
        (RestoreBestWeights, StartFromEpoch, Verbose) = (restoreBestWeights, startFromEpoch, verbose);
    }

    /// <summary>A change of less does not count as better.</summary>
    public double MinDelta { get; }

    /// <summary>Epochs without a better value after which training stops.</summary>
    public int Patience { get; }

    /// <summary>A value that an epoch must beat for the waiting to start anew.</summary>
    public double? Baseline { get; }

    /// <summary>Whether the model ends with the weights of its best epoch.</summary>
    public bool RestoreBestWeights { get; }

    /// <summary>Epochs before this one are not watched.</summary>
    public int StartFromEpoch { get; }

    /// <summary>1: says when it stops and restores; 0: silent.</summary>
    public int Verbose { get; }

    /// <summary>The best value so far; null before the first.</summary>
    public double? Best { get; private set; }

    /// <summary>The epoch of the best value, counted from 0.</summary>
    public int BestEpoch { get; private set; }

    /// <summary>Epochs since the value was last good enough.</summary>
    public int Wait { get; private set; }

    /// <summary>The epoch that training was stopped behind; 0 if it was not.</summary>
    public int StoppedEpoch { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _monitor.Attach(Model);
        (Wait, StoppedEpoch, BestEpoch) = (0, 0, 0);
        (Best, _bestWeights) = (null, null);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        if (epoch < StartFromEpoch || _monitor.Read(logs, Parameters) is not { } current)
        {
            return;
        }

        if (RestoreBestWeights && _bestWeights is null)
        {
            // Kept even if nothing gets better later.
            _bestWeights = Model.CopyWeights();
            BestEpoch = epoch;
        }

        Wait++;
        if (Best is null || _monitor.IsBetter(current, Best.Value, MinDelta))
        {
            (Best, BestEpoch) = (current, epoch);
            if (RestoreBestWeights)
            {
                _bestWeights = Model.CopyWeights();
            }

            if (Baseline is null || _monitor.IsBetter(current, Baseline.Value, MinDelta))
            {
                Wait = 0;
            }

            return;
        }

        if (Wait >= Patience && epoch > 0)
        {
            StoppedEpoch = epoch;
            StopTraining($"early stopping: {_monitor.Name} has not got better for {Wait} epochs");
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        if (Verbose > 0 && StoppedEpoch > 0)
        {
            Output.WriteLine($"Epoch {StoppedEpoch + 1}: early stopping; '{_monitor.Name}' was best in epoch {BestEpoch + 1}.");
        }

        if (_bestWeights is not null)
        {
            Model.PasteWeights(_bestWeights);
            if (Verbose > 0)
            {
                Output.WriteLine($"The model has the weights of epoch {BestEpoch + 1}, its best.");
            }
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState()
    {
        var state = new Dictionary<string, Tensor>
        {
            ["wait"] = CallbackState.Of(Wait),
            ["best_epoch"] = CallbackState.Of(BestEpoch),
            ["stopped_epoch"] = CallbackState.Of(StoppedEpoch),
        };
        if (Best is { } best)
        {
            state["best"] = CallbackState.Of(best);
        }

        foreach (var (i, weight) in (_bestWeights ?? []).Index())
        {
            state[$"weights/{i}"] = weight;
        }

        return state;
    }

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state)
    {
        ArgumentNullException.ThrowIfNull(state);
        (Wait, BestEpoch, StoppedEpoch) = (state.Whole("wait"), state.Whole("best_epoch"), state.Whole("stopped_epoch"));
        Best = state.ContainsKey("best") ? state.Number("best") : null;
        _bestWeights = state.ContainsKey("weights/0")
            ? [.. Model.Weights.Select((_, i) => state[$"weights/{i}"])]
            : null;
    }
}
