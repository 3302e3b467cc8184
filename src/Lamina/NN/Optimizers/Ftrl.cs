using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Follow the regularized leader: weights that stay exactly 0 until there is reason enough.</summary>
/// <remarks>
/// <para>Formula: with <c>n' = n + g²</c>, <c>z ← z + g + 2s·w − (n'⁻ᵖ − n⁻ᵖ)/η·w</c>, <c>n ← n'</c>, and the new weight is
/// <c>(clip(z, ±λ₁) − z)/(n⁻ᵖ/η + 2λ₂ + β/η)</c>, where p is the power, λ₁ and λ₂ the strengths, s the shrinkage.</para>
/// <para>Source: H. B. McMahan et al., "Ad Click Prediction: a View from the Trenches", KDD 2013.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
[method: JsonConstructor]
public sealed record Ftrl(double LearningRate = 1e-3) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    public Ftrl(LearningRateSchedule schedule)
        : this(0) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The power p by which the learning rate falls with the sum of squares; 0 or less, 0 for a constant rate.</summary>
    public double LearningRatePower { get; init => field = Guard.NonPositive(value); } = -0.5;

    /// <summary>What the sum of squares begins with; 0 or more.</summary>
    public double InitialAccumulatorValue { get; init => field = Guard.NonNegative(value); } = 0.1;

    /// <summary>The strength λ₁ of the penalty on magnitudes; 0 or more.</summary>
    public double L1RegularizationStrength { get; init => field = Guard.NonNegative(value); }

    /// <summary>The strength λ₂ of the penalty on squares; 0 or more.</summary>
    public double L2RegularizationStrength { get; init => field = Guard.NonNegative(value); }

    /// <summary>The shrinkage s, a penalty on squares that works through the gradient; 0 or more.</summary>
    public double L2ShrinkageRegularizationStrength { get; init => field = Guard.NonNegative(value); }

    /// <summary>The β that damps the first steps; 0 or more.</summary>
    public double Beta { get; init => field = Guard.NonNegative(value); }

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(g);
        ArgumentNullException.ThrowIfNull(slots);
        var before = slots.Get("accumulator", InitialAccumulatorValue);
        var after = slots["accumulator"] = before + g.Square();
        var root = after.Pow(-LearningRatePower);
        var shrunk = L2ShrinkageRegularizationStrength == 0 ? g : g + 2 * L2ShrinkageRegularizationStrength * w;
        var z = slots["linear"] = slots["linear"] + shrunk - (root - before.Pow(-LearningRatePower)) / rate * w;
        var quadratic = root / rate + (2 * L2RegularizationStrength + Beta / rate);
        return (z.Clip(-L1RegularizationStrength, L1RegularizationStrength) - z) / quadratic;
    }
}
