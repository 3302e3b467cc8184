namespace Lamina.NN;

/// <summary>A learning rate that falls as one over time: <c>η/(1 + r·t/T)</c>.</summary>
/// <param name="InitialLearningRate">η, the rate of the first step; 0 or more.</param>
/// <param name="DecaySteps">T, the steps after which t/T is 1; greater than 0.</param>
/// <param name="DecayRate">The speed r; 0 or more.</param>
/// <param name="Staircase">Whether it falls only at whole multiples of T.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record InverseTimeDecay(
    double InitialLearningRate, double DecaySteps, double DecayRate, bool Staircase = false) : LearningRateSchedule
{
    /// <summary>The rate η of the first step.</summary>
    public double InitialLearningRate { get; init => field = Guard.NonNegative(value); } =
        Guard.NonNegative(InitialLearningRate);

    /// <summary>The steps T after which t/T is 1.</summary>
    public double DecaySteps { get; init => field = Guard.Positive(value); } = Guard.Positive(DecaySteps);

    /// <summary>The speed r.</summary>
    public double DecayRate { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(DecayRate);

    /// <inheritdoc/>
    public override Tensor At(Tensor step) =>
        InitialLearningRate / (1 + DecayRate * Progress(step, DecaySteps, Staircase));
}
