using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Steps as long as the recent ones, along the gradient divided by its running root mean square.</summary>
/// <remarks>
/// <para>Formula: <c>a ← ρ·a + (1 − ρ)·g²</c>, <c>δ = −g·√(d + ε)/√(a + ε)</c>, <c>d ← ρ·d + (1 − ρ)·δ²</c>, and
/// <c>w + η·δ</c>.</para>
/// <para>Source: M. D. Zeiler, "ADADELTA: An Adaptive Learning Rate Method", arXiv:1212.5701, 2012; there η is 1.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Adadelta(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Adadelta(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share ρ that running means keep at each step.</summary>
    public double Rho { get; init => field = Guard.Fraction(value); } = 0.95;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var a = slots["accumulated_grad"] = Rho * slots["accumulated_grad"] + (1 - Rho) * g.Square();
        var d = slots["accumulated_delta_var"];
        var delta = -(d + Epsilon).Sqrt() * g / (a + Epsilon).Sqrt();
        slots["accumulated_delta_var"] = Rho * d + (1 - Rho) * delta.Square();
        return w + rate * delta;
    }
}
