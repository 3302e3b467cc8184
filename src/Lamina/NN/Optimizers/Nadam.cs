using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam with Nesterov's momentum, whose share grows with time.</summary>
/// <remarks>
/// <para>Formula: with <c>μₜ = β₁·(1 − ½·0.96ᵗ)</c> and <c>Pₜ = μ₁·…·μₜ</c>, m and v as in <see cref="Adam"/>,
/// <c>m̂ = μₜ₊₁·m/(1 − Pₜ₊₁) + (1 − μₜ)·g/(1 − Pₜ)</c>, <c>v̂ = v/(1 − β₂ᵗ)</c>, and <c>w − η·m̂/(√v̂ + ε)</c>.</para>
/// <para>Source: T. Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Nadam(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Nadam(LearningRateSchedule schedule)
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
        ArgumentNullException.ThrowIfNull(t);
        // What all weights have in common is float32.
        var (share, next) = (Share(t.Cast(DType.Float32)), Share(t.Cast(DType.Float32) + 1));
        // Keras gives the product no name of its own.
        var product = slots.Shared["variable"] = slots.Shared.Get("variable", initial: 1) * share;
        var m = slots["momentum"];
        m = slots["momentum"] = m + (g - m) * (1 - Beta1);
        var v = slots["velocity"];
        v = slots["velocity"] = v + (g.Square() - v) * (1 - Beta2);
        var (ofMean, ofGradient) = (next / (1 - product * next), (1 - share) / (1 - product));
        var ahead = m * ofMean.Cast(m.DType) + g * ofGradient.Cast(g.DType);
        return w - rate * ahead / ((v / (1 - Tensor.Pow((float)Beta2, t))).Sqrt() + Epsilon);
    }

    private Tensor Share(Tensor t) => Beta1 * (1 - 0.5 * Tensor.Pow(0.96f, t));
}
