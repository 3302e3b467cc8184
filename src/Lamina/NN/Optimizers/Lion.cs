using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Steps of one size, along the sign of the momentum.</summary>
/// <remarks>
/// <para>Formula: <c>w − η·sign(β₁·m + (1 − β₁)·g)</c>, then <c>m ← β₂·m + (1 − β₂)·g</c>.</para>
/// <para>Source: X. Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Lion(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Lion(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share β₁ of the momentum in the direction of a step.</summary>
    public double Beta1 { get; init => field = Guard.Decay(value); } = 0.9;

    /// <summary>The share β₂ that the momentum keeps at each step.</summary>
    public double Beta2 { get; init => field = Guard.Decay(value); } = 0.99;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var m = slots["momentum"];
        slots["momentum"] = m * Beta2 + g * (1 - Beta2);
        return w - rate * (m * Beta1 + g * (1 - Beta1)).Sign();
    }
}
