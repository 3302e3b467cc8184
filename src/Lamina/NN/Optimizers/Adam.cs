using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Adam: steps along the running mean of the gradient, divided by its running root mean square.</summary>
/// <remarks>
/// <para>Formula: <c>m ← m + (g − m)·(1 − β₁)</c>, <c>v ← v + (g² − v)·(1 − β₂)</c>, <c>α = η·√(1 − β₂ᵗ)/(1 − β₁ᵗ)</c>,
/// and <c>w − α·m/(√v + ε)</c>; with AMSGrad the largest v so far takes the place of v.</para>
/// <para>Source: D. P. Kingma and J. Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015, with ε̂ of its
/// section 2; S. J. Reddi, S. Kale and S. Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public record Adam(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Adam(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share β₁ that the running mean keeps at each step.</summary>
    public double Beta1 { get; init => field = Guard.Decay(value); } = 0.9;

    /// <summary>The share β₂ that the running mean of squares keeps at each step.</summary>
    public double Beta2 { get; init => field = Guard.Decay(value); } = 0.999;

    /// <summary>The ε that keeps the quotient finite.</summary>
    public double Epsilon { get; init => field = Guard.NonNegative(value); } = 1e-7;

    /// <summary>Whether the mean of squares may never fall.</summary>
    public bool AmsGrad { get; init; }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<string> SlotBlocks => ["velocity_hat"];

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var m = slots["momentum"];
        m = slots["momentum"] = m + (g - m) * (1 - Beta1);
        var v = slots["velocity"];
        v = slots["velocity"] = v + (g.Square() - v) * (1 - Beta2);
        if (AmsGrad)
        {
            v = slots["velocity_hat"] = Tensor.Maximum(slots["velocity_hat"], v);
        }

        // The powers are of the float32 number that Keras raises: near 1 its distance from 1 is what counts.
        var alpha = rate * (1 - Tensor.Pow((float)Beta2, t)).Sqrt() / (1 - Tensor.Pow((float)Beta1, t));
        return w - m * alpha / (v.Sqrt() + Epsilon);
    }
}
