using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam with the largest magnitude, which fades, in the place of the root mean square.</summary>
/// <remarks>
/// <para>Formula: <c>m ← m + (g − m)·(1 − β₁)</c>, <c>u ← max(β₂·u, |g|)</c>, and <c>w − η·m/((1 − β₁ᵗ)·(u + ε))</c>.</para>
/// <para>Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, section 7.1.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Adamax(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Adamax(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share β₁ that the running mean keeps at each step.</summary>
    public double Beta1 { get; init => field = Guard.Decay(value); } = 0.9;

    /// <summary>The share β₂ that the largest magnitude keeps at each step.</summary>
    public double Beta2 { get; init => field = Guard.Decay(value); } = 0.999;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var m = slots["momentum"];
        m = slots["momentum"] = m + (g - m) * (1 - Beta1);
        var u = slots["norm"] = Tensor.Maximum(Beta2 * slots["norm"], g.Abs());
        return w - rate * m / ((1 - Tensor.Pow((float)Beta1, t)) * (u + Epsilon));
    }
}
