using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Steps divided by the root of all squares so far: what moved often moves less.</summary>
/// <remarks>
/// <para>Formula: <c>a ← a + g²</c> and <c>w − η·g/√(a + ε)</c>.</para>
/// <para>Source: J. Duchi, E. Hazan and Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic
/// Optimization", JMLR 12, 2011.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Adagrad(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Adagrad(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>What the sum of squares begins with; 0 or more.</summary>
    public double InitialAccumulatorValue { get; init => field = Guard.NonNegative(value); } = 0.1;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var a = slots["accumulator"] = slots.Get("accumulator", InitialAccumulatorValue) + g.Square();
        return w - rate * g / (a + Epsilon).Sqrt();
    }
}
