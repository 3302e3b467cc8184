namespace Lamina.NN;

/// <summary>A learning rate that goes from one number to another in so many steps: a line, or a power of it.</summary>
/// <remarks>Formula: <c>(η₀ − η₁)·(1 − t/T)^p + η₁</c>. After T steps it stays at η₁; with <see cref="Cycle"/>, T grows to
/// its next multiple instead, so that the rate jumps up and falls again.</remarks>
/// <param name="InitialLearningRate">η₀, the rate of the first step; 0 or more.</param>
/// <param name="DecaySteps">T, the steps until the end; greater than 0.</param>
/// <param name="EndLearningRate">η₁, the rate at the end; 0 or more.</param>
/// <param name="Power">The power p; 1 is a line.</param>
/// <param name="Cycle">Whether it begins anew.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record PolynomialDecay(
    double InitialLearningRate,
    double DecaySteps,
    double EndLearningRate = 0.0001,
    double Power = 1,
    bool Cycle = false) : LearningRateSchedule
{
    /// <summary>The rate η₀ of the first step.</summary>
    public double InitialLearningRate { get; init => field = Guard.NonNegative(value); } =
        Guard.NonNegative(InitialLearningRate);

    /// <summary>The steps T until the end.</summary>
    public double DecaySteps { get; init => field = Guard.Positive(value); } = Guard.Positive(DecaySteps);

    /// <summary>The rate η₁ at the end.</summary>
    public double EndLearningRate { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(EndLearningRate);

    /// <summary>The power p.</summary>
    public double Power { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Power);

    /// <inheritdoc/>
    public override Tensor At(Tensor step)
    {
        ArgumentNullException.ThrowIfNull(step);
        var progress = Cycle
            // The number of decays begun; the first has begun before the first step.
            ? step / (DecaySteps * Tensor.Maximum(-(-step / DecaySteps).Floor(), 1))
            : Tensor.Minimum(step, DecaySteps) / DecaySteps;
        return (InitialLearningRate - EndLearningRate) * (1 - progress).Pow(Power) + EndLearningRate;
    }
}
