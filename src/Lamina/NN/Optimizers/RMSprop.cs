using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Steps divided by the running root mean square of the gradient.</summary>
/// <remarks>
/// <para>Formula: <c>v ← ρ·v + (1 − ρ)·g²</c> and <c>w − η·g/√(v + ε)</c>; centered, <c>v − a²</c> takes the place of
/// v, where <c>a ← ρ·a + (1 − ρ)·g</c>; with momentum <c>m ← μ·m + η·g/√(v + ε)</c> and <c>w − m</c>.</para>
/// <para>Source: T. Tieleman and G. Hinton, "Lecture 6.5: rmsprop", Neural Networks for Machine Learning, 2012;
/// centered by A. Graves, "Generating Sequences With Recurrent Neural Networks", arXiv:1308.0850, 2013.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record RMSprop(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public RMSprop(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share ρ that running means keep at each step.</summary>
    public double Rho { get; init => field = Guard.Fraction(value); } = 0.9;

    /// <summary>The share μ of the last step that goes on.</summary>
    public double Momentum { get; init => field = Guard.Fraction(value); }

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <summary>Whether to divide by the running standard deviation instead.</summary>
    public bool Centered { get; init; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotBlocks => ["velocity", "momentum", "average_gradient"];

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var spread = slots["velocity"] = Rho * slots["velocity"] + (1 - Rho) * g.Square();
        if (Centered)
        {
            var mean = slots["average_gradient"] = Rho * slots["average_gradient"] + (1 - Rho) * g;
            spread -= mean.Square();
        }

        var step = rate * g / (spread + Epsilon).Sqrt();
        return w - (Momentum > 0 ? slots["momentum"] = Momentum * slots["momentum"] + step : step);
    }
}
