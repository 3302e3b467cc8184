using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam that averages its weights as it goes, and so needs no schedule.</summary>
/// <remarks>
/// <para>Formula: with <c>v ← v + (g² − v)·(1 − β₂)</c>, <c>z ← z − η·g/(√(v/(1 − β₂ᵗ)) + ε)</c>, the average
/// <c>x ← x + (z − x)/t</c>, and the weight <c>(1 − β₁)·z + β₁·x</c>, where gradients are taken.</para>
/// <para>Source: A. Defazio et al., "The Road Less Scheduled", NeurIPS 2024.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record ScheduleFreeAdamW(double LearningRate = 0.0025) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public ScheduleFreeAdamW(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share β₁ of the average in the weight; greater than 0.</summary>
    public double Beta1 { get; init => field = Guard.Positive(Guard.Decay(value)); } = 0.9;

    /// <summary>The share β₂ that the running mean of squares keeps at each step.</summary>
    public double Beta2 { get; init => field = Guard.Decay(value); } = 0.999;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-8;

    /// <summary>Steps in which the learning rate rises from 0 in a line.</summary>
    public int WarmupSteps { get; init => field = Guard.AtLeast(value, 0); }

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        ArgumentNullException.ThrowIfNull(w);
        ArgumentNullException.ThrowIfNull(t);
        rate = WarmupSteps > 0 ? rate * Tensor.Minimum(t / WarmupSteps, 1) : rate;
        var before = slots.GetCopy("momentum");
        var v = slots["velocity"];
        v = slots["velocity"] = v + (g.Square() - v) * (1 - Beta2);
        var unbiased = (v / (1 - Tensor.Pow((float)Beta2, t))).Sqrt();
        var z = slots["momentum"] = before - rate * g / (unbiased + Epsilon);
        var x = (w - (1 - Beta1) * before) / Beta1;
        return (1 - Beta1) * z + Beta1 * (x + (z - x) / t);
    }
}
