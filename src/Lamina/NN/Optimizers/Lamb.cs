using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam whose step is as long as the weight, layer by layer: for large batches.</summary>
/// <remarks>
/// <para>Formula: with m and v as in <see cref="Adam"/>, <c>u = m/(1 − β₁ᵗ)/(√(v/(1 − β₂ᵗ)) + ε)</c> and
/// <c>w − η·(‖w‖/‖u‖)·u</c>; the ratio is 1 where a norm is 0.</para>
/// <para>Source: Y. You et al., "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes", ICLR 2020.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Lamb(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Lamb(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share β₁ that the running mean keeps at each step.</summary>
    public double Beta1 { get; init => field = Guard.Decay(value); } = 0.9;

    /// <summary>The share β₂ that the running mean of squares keeps at each step.</summary>
    public double Beta2 { get; init => field = Guard.Decay(value); } = 0.999;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(w);
        var m = slots["momentum"];
        m = slots["momentum"] = m + (g - m) * (1 - Beta1);
        var v = slots["velocity"];
        v = slots["velocity"] = v + (g.Square() - v) * (1 - Beta2);
        var unbiased = (v / (1 - Tensor.Pow((float)Beta2, t))).Sqrt();
        var u = m / (1 - Tensor.Pow((float)Beta1, t)) / (unbiased + Epsilon);
        var (length, step) = (w.Square().Sum().Sqrt(), u.Square().Sum().Sqrt());
        var ratio = Tensor.Where((length > 0) & (step > 0), length / step, 1);
        return w - ratio * rate * u;
    }
}
