namespace Lamina.NN;

/// <summary>Finds out which learning rates a model can be trained with: each batch takes a larger one, until the loss
/// runs away. The model ends with the weights and the optimizer's state that it began with.</summary>
/// <remarks>
/// <para>Formula: step i of n has the rate <c>low·(high/low)^(i/(n − 1))</c>. The loss of each batch is smoothed by
/// <c>s ← β·s + (1 − β)·loss</c>, divided by 1 − βⁱ⁺¹; the test ends when that exceeds the smallest so far, m, by more
/// than <c>(d − 1)·|m|</c>, or is not finite.</para>
/// <para>Give it to a <c>Fit</c> of its own: <c>model.Fit(x, y, callbacks: [finder])</c>, then read
/// <see cref="Suggestion"/>. The logs of that <c>Fit</c> are those of its last batch.</para>
/// <para>Source: L. N. Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3.3.</para>
/// </remarks>
public sealed class LearningRateRangeFinder : Callback
{
    private readonly List<LearningRatePoint> _points = [];
    private Tensor[] _before = [];
    private double _running;
    private int _total;

    /// <summary>Plans a test.</summary>
    /// <param name="low">The first rate; greater than 0.</param>
    /// <param name="high">The last rate; greater than the first.</param>
    /// <param name="steps">Batches from the first to the last rate; those of the training by default, or 100 where their
    /// number is not known.</param>
    /// <param name="smoothing">How much (β) of the smoothed loss is from batches before; from 0 to below 1.</param>
    /// <param name="divergence">How many times (d) its minimum the smoothed loss may reach; greater than 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public LearningRateRangeFinder(
        double low = 1e-7, double high = 10, int? steps = null, double smoothing = 0.9, double divergence = 4)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Guard.Finite(high, nameof(high)), Guard.Positive(low, nameof(low)), nameof(high));
        ArgumentOutOfRangeException.ThrowIfLessThan(steps ?? 2, 2, nameof(steps));
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(Guard.Finite(divergence, nameof(divergence)), 1, nameof(divergence));
        (Low, High, Steps, Smoothing, Divergence) = (low, high, steps, Guard.Decay(smoothing, nameof(smoothing)), divergence);
    }

    /// <summary>The first rate.</summary>
    public double Low { get; }

    /// <summary>The last rate.</summary>
    public double High { get; }

    /// <summary>Batches from the first to the last rate; null: those of the training.</summary>
    public int? Steps { get; }

    /// <summary>How much of the smoothed loss is from batches before.</summary>
    public double Smoothing { get; }

    /// <summary>How many times its minimum the smoothed loss may reach.</summary>
    public double Divergence { get; }

    /// <summary>What was measured, in order of the rate.</summary>
    public IReadOnlyList<LearningRatePoint> Points => _points;

    /// <summary>Half of the rate up to which the smoothed loss still fell; null before a test.</summary>
    public double? Suggestion => _points.Count == 0 ? null : _points.MinBy(point => point.Smoothed).Rate / 2;

    internal override bool? EndsQuietly => true;

    /// <inheritdoc/>
    public override void OnTrainBegin()
    {
        _points.Clear();
        _running = 0;
        _total = Math.Max(2, Steps ?? (Parameters.Steps * Parameters.Epochs) ?? 100);
        _before = [.. Changing().Select(variable => variable.Read())];
    }

    /// <inheritdoc/>
    public override void OnTrainBatchBegin(int batch)
    {
        // Metrics begin anew with each batch, so that the loss is that of the batch alone.
        Model.Trainer!.ResetMetrics();
        Model.LearningRate = Low * Math.Pow(High / Low, (double)_points.Count / (_total - 1));
    }

    /// <inheritdoc/>
    public override void OnTrainBatchEnd(int batch)
    {
        var loss = Parameters.CurrentLogs()["loss"];
        _running = (Smoothing * _running) + ((1 - Smoothing) * loss);
        var smoothed = _running / (1 - Math.Pow(Smoothing, _points.Count + 1));
        var best = _points.Select(point => point.Smoothed).DefaultIfEmpty(smoothed).Min();
        if (!double.IsFinite(smoothed) || smoothed - best > (Divergence - 1) * Math.Abs(best))
        {
            StopTraining("range test: the loss runs away");
            return;
        }

        _points.Add(new LearningRatePoint(Model.LearningRate, loss, smoothed));
        if (_points.Count == _total)
        {
            StopTraining("range test: all rates were tried");
        }
    }

    /// <inheritdoc/>
    public override void OnTrainEnd(Logs logs)
    {
        foreach (var (value, variable) in _before.Zip(Changing()))
        {
            variable.Set(value.Data());
        }
    }

    private IReadOnlyList<Variable> Changing()
    {
        var trainer = Model.Trainer!;
        return [.. Model.Weights, .. trainer.State.Variables, trainer.Step];
    }
}

/// <summary>One batch of a range test.</summary>
/// <param name="Rate">The learning rate of its step.</param>
/// <param name="Loss">Its loss, before the step.</param>
/// <param name="Smoothed">The smoothed loss.</param>
public readonly record struct LearningRatePoint(double Rate, double Loss, double Smoothed);
