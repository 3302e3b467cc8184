using System.Globalization;

namespace Lamina.NN;

/// <summary>Sets the learning rate before each epoch by a function.</summary>
/// <remarks>The rate in force during an epoch is logged as <c>learning_rate</c>. Source: Keras.</remarks>
public sealed class LearningRateScheduler : Callback
{
    internal const string LogName = "learning_rate";

    private readonly Func<int, double, double> _schedule;
    private int _lastEpoch = -1;

    /// <summary>Follows a function of the epoch, counted from 0, and of the rate so far.</summary>
    /// <param name="schedule">Gives the rate of an epoch; 0 or more.</param>
    /// <param name="verbose">1: says which rate it sets; 0: silent.</param>
    public LearningRateScheduler(Func<int, double, double> schedule, int verbose = 0)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentOutOfRangeException.ThrowIfNegative(verbose);
        (_schedule, Verbose) = (schedule, verbose);
    }

    /// <summary>Follows a function of the epoch alone.</summary>
    /// <param name="schedule">Gives the rate of an epoch; 0 or more.</param>
    /// <param name="verbose">1: says which rate it sets; 0: silent.</param>
    public LearningRateScheduler(Func<int, double> schedule, int verbose = 0)
        : this(Ignoring(schedule), verbose)
    {
    }

    /// <summary>1: says which rate it sets; 0: silent.</summary>
    public int Verbose { get; }

    /// <inheritdoc/>
    public override void OnTrainBegin() => _lastEpoch = -1;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The function gave a number that is no rate.</exception>
    public override void OnEpochBegin(int epoch)
    {
        // A training that goes on within an epoch has its rate already.
        if (epoch == _lastEpoch)
        {
            return;
        }

        var rate = _schedule(epoch, Model.LearningRate);
        Model.LearningRate = double.IsFinite(rate) && rate >= 0
            ? rate
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"LearningRateScheduler needs a schedule that gives finite numbers of at least 0; for epoch {epoch} it gave {rate}."));
        _lastEpoch = epoch;
        if (Verbose > 0)
        {
            Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"Epoch {epoch + 1}: the schedule sets the learning rate to {rate:G6}."));
        }
    }

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs[LogName] = Model.LearningRate;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState() =>
        new Dictionary<string, Tensor> { ["epoch"] = CallbackState.Of(_lastEpoch) };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state) => _lastEpoch = state.Whole("epoch");

    private static Func<int, double, double> Ignoring(Func<int, double> schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        return (epoch, _) => schedule(epoch);
    }
}
