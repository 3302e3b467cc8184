using System.Globalization;

namespace Lamina.NN;

/// <summary>Makes the learning rate smaller when a number has not got better for some epochs.</summary>
/// <remarks>
/// <para>Formula: behind <see cref="Patience"/> epochs without a better value, <c>rate ← max(rate·factor, minimum)</c>;
/// then <see cref="Cooldown"/> epochs are not counted.</para>
/// <para>The rate in force during an epoch is logged as <c>learning_rate</c>. Source: Keras.</para>
/// </remarks>
public sealed class ReduceLROnPlateau : Callback
{
    private readonly Monitor _monitor;

    /// <summary>Watches a number.</summary>
    /// <param name="monitor">Its name in the logs.</param>
    /// <param name="factor">What the rate is multiplied by; above 0 and below 1.</param>
    /// <param name="patience">Epochs without a better value behind which the rate gets smaller.</param>
    /// <param name="mode">Which way is better.</param>
    /// <param name="minDelta">A change of less does not count as better.</param>
    /// <param name="cooldown">Epochs behind a change of the rate that are not counted.</param>
    /// <param name="minLearningRate">The rate never gets smaller than this.</param>
    /// <param name="verbose">1: says when it changes the rate; 0: silent.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public ReduceLROnPlateau(
        string monitor = "val_loss",
        double factor = 0.1,
        int patience = 10,
        MonitorMode mode = MonitorMode.Auto,
        double minDelta = 1e-4,
        int cooldown = 0,
        double minLearningRate = 0,
        int verbose = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(patience);
        ArgumentOutOfRangeException.ThrowIfNegative(cooldown);
        ArgumentOutOfRangeException.ThrowIfNegative(verbose);
        Factor = Guard.Positive(factor, nameof(factor)) < 1
            ? factor
            : throw new ArgumentOutOfRangeException(nameof(factor), string.Create(
                CultureInfo.InvariantCulture,
                $"ReduceLROnPlateau needs a factor below 1, which makes the rate smaller; it was given {factor}."));
        _monitor = new Monitor(monitor, mode, nameof(ReduceLROnPlateau));
        (Patience, MinDelta, Cooldown, Verbose) = (patience, Math.Abs(minDelta), cooldown, verbose);
        MinLearningRate = Guard.NonNegative(minLearningRate, nameof(minLearningRate));
    }

    /// <summary>What the rate is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>Epochs without a better value behind which the rate gets smaller.</summary>
    public int Patience { get; }

    /// <summary>A change of less does not count as better.</summary>
    public double MinDelta { get; }

    /// <summary>Epochs behind a change of the rate that are not counted.</summary>
    public int Cooldown { get; }

    /// <summary>The rate never gets smaller than this.</summary>
    public double MinLearningRate { get; }

    /// <summary>1: says when it changes the rate; 0: silent.</summary>
    public int Verbose { get; }

    /// <summary>The best value so far; infinite before the first.</summary>
    public double Best { get; private set; }

    /// <summary>Epochs since the value last got better, or the rate smaller.</summary>
    public int Wait { get; private set; }

    /// <summary>Epochs to come that are not counted.</summary>
    public int CooldownCounter { get; private set; }

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _monitor.Attach(Model);
        (Best, Wait, CooldownCounter) = (_monitor.Worst, 0, 0);
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs[LearningRateScheduler.LogName] = Model.LearningRate;
        if (_monitor.Read(logs, Parameters) is not { } current)
        {
            return;
        }

        if (CooldownCounter > 0)
        {
            CooldownCounter--;
            Wait = 0;
        }

        if (_monitor.IsBetter(current, Best, MinDelta))
        {
            (Best, Wait) = (current, 0);
        }
        else if (CooldownCounter == 0 && ++Wait >= Patience)
        {
            Reduce(epoch);
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState() => new Dictionary<string, Tensor>
    {
        ["best"] = CallbackState.Of(Best),
        ["wait"] = CallbackState.Of(Wait),
        ["cooldown_counter"] = CallbackState.Of(CooldownCounter),
    };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state) =>
        (Best, Wait, CooldownCounter) = (state.Number("best"), state.Whole("wait"), state.Whole("cooldown_counter"));

    private void Reduce(int epoch)
    {
        var rate = Model.LearningRate;
        if (rate <= (float)MinLearningRate)
        {
            return;
        }

        Model.LearningRate = Math.Max(rate * Factor, MinLearningRate);
        (Wait, CooldownCounter) = (0, Cooldown);
        if (Verbose > 0)
        {
            Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"Epoch {epoch + 1}: '{_monitor.Name}' is on a plateau; the learning rate becomes {Model.LearningRate:G6}."));
        }
    }
}
