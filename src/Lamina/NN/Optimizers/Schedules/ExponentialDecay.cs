namespace Lamina.NN;

/// <summary>A learning rate that is multiplied by the same factor every so many steps: <c>η·r^(t/T)</c>.</summary>
/// <param name="InitialLearningRate">η, the rate of the first step; 0 or more.</param>
/// <param name="DecaySteps">T, the steps in which it falls by the factor; greater than 0.</param>
/// <param name="DecayRate">The factor r; greater than 0.</param>
/// <param name="Staircase">Whether it falls only at whole multiples of T.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record ExponentialDecay(
    double InitialLearningRate, double DecaySteps, double DecayRate, bool Staircase = false) : LearningRateSchedule
{
    /// <summary>The rate η of the first step.</summary>
    public double InitialLearningRate { get; init => field = Guard.NonNegative(value); } =
        Guard.NonNegative(InitialLearningRate);

    /// <summary>The steps T in which it falls by the factor.</summary>
    public double DecaySteps { get; init => field = Guard.Positive(value); } = Guard.Positive(DecaySteps);

    /// <summary>The factor r.</summary>
    public double DecayRate { get; init => field = Guard.Positive(value); } = Guard.Positive(DecayRate);

    /// <inheritdoc/>
    public override Tensor At(Tensor step) =>
        InitialLearningRate * Tensor.Pow(DecayRate, Progress(step, DecaySteps, Staircase));
}
