namespace Lamina.NN;

/// <summary>Raises the learning rate to a maximum and lets it fall far below where it began, over one whole training.</summary>
/// <remarks>
/// <para>Formula: of T steps, the first ⌈s·T⌉ go from <c>max/d</c> up to <c>max</c>, the others down to
/// <c>max/d/f</c>; between two rates a and b, at the share p of the way, <c>b + (a − b)·(1 + cos πp)/2</c>, or
/// <c>a + (b − a)·p</c> where the course is linear.</para>
/// <para>The rate in force at an epoch's end is logged as <c>learning_rate</c>; momentum is left as it is.</para>
/// <para>Source: L. N. Smith, "A disciplined approach to neural network hyper-parameters: Part 1", 2018.</para>
/// </remarks>
public sealed class OneCycle : Callback
{
    private int _step;
    private int _total;

    /// <summary>Plans one cycle.</summary>
    /// <param name="maximum">The largest rate; about half of the largest with which training still converges.</param>
    /// <param name="totalSteps">Batches of the whole training; epochs times batches an epoch by default.</param>
    /// <param name="rise">The share s of the steps that go upwards; above 0 and below 1.</param>
    /// <param name="divisor">How many times (d) smaller than the maximum the first rate is; at least 1.</param>
    /// <param name="finalDivisor">How many times (f) smaller than the first rate the last is; at least 1.</param>
    /// <param name="isLinear">Whether the rate moves in straight lines, as in the paper, instead of cosines.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public OneCycle(
        double maximum,
        int? totalSteps = null,
        double rise = 0.3,
        double divisor = 25,
        double finalDivisor = 1e4,
        bool isLinear = false)
    {
        Maximum = Guard.Positive(maximum, nameof(maximum));
        TotalSteps = totalSteps is { } steps ? Guard.Positive(steps, nameof(totalSteps)) : null;
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(Guard.Positive(rise, nameof(rise)), 1, nameof(rise));
        ArgumentOutOfRangeException.ThrowIfLessThan(Guard.Finite(divisor, nameof(divisor)), 1, nameof(divisor));
        ArgumentOutOfRangeException.ThrowIfLessThan(Guard.Finite(finalDivisor, nameof(finalDivisor)), 1, nameof(finalDivisor));
        (Rise, Divisor, FinalDivisor, IsLinear) = (rise, divisor, finalDivisor, isLinear);
    }

    /// <summary>The largest rate.</summary>
    public double Maximum { get; }

    /// <summary>Batches of the whole training; null: epochs times batches an epoch.</summary>
    public int? TotalSteps { get; }

    /// <summary>The share of the steps that go upwards.</summary>
    public double Rise { get; }

    /// <summary>How many times smaller than the maximum the first rate is.</summary>
    public double Divisor { get; }

    /// <summary>How many times smaller than the first rate the last is.</summary>
    public double FinalDivisor { get; }

    /// <summary>Whether the rate moves in straight lines.</summary>
    public bool IsLinear { get; }

    /// <summary>The rate of a step, counted from 0; behind the last step, the last rate.</summary>
    /// <param name="step">The number of the step.</param>
    /// <param name="totalSteps">The number of steps of the whole cycle.</param>
    public double RateAt(int step, int totalSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(totalSteps);
        var first = Maximum / Divisor;
        var peak = (int)Math.Ceiling(Rise * totalSteps) - 1;
        return step <= peak
            ? Between(first, Maximum, peak == 0 ? 1 : (double)step / peak)
            : Between(Maximum, first / FinalDivisor, Math.Min(1, (double)(step - peak) / Math.Max(1, totalSteps - 1 - peak)));
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The number of batches is not known.</exception>
    public override void OnTrainBegin()
    {
        _step = 0;
        _total = TotalSteps ?? (Parameters.Steps is { } steps
            ? Math.Max(1, steps * Parameters.Epochs)
            : throw new InvalidOperationException(
                "OneCycle needs to know how many batches the training has; a stream does not say: give it totalSteps."));
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch) => Model.LearningRate = RateAt(_step++, _total);

    /// <inheritdoc/>
    public override void OnEpochEnd(int epoch, Logs logs)
    {
        ArgumentNullException.ThrowIfNull(logs);
        logs[LearningRateScheduler.LogName] = Model.LearningRate;
    }

    /// <inheritdoc/>
    public override IReadOnlyDictionary<string, Tensor> GetState() =>
        new Dictionary<string, Tensor> { ["step"] = CallbackState.Of(_step) };

    /// <inheritdoc/>
    public override void SetState(IReadOnlyDictionary<string, Tensor> state) => _step = state.Whole("step");

    private double Between(double a, double b, double share) =>
        IsLinear ? a + ((b - a) * share) : b + ((a - b) * (1 + Math.Cos(Math.PI * share)) / 2);
}
