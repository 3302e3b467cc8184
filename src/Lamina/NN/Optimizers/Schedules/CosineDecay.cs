namespace Lamina.NN;

/// <summary>A learning rate that falls along half a wave of the cosine, behind a linear warmup if wanted.</summary>
/// <remarks>
/// <para>Formula: <c>η·((1 − α)·½(1 + cos(π·t/T)) + α)</c>; after T steps it stays at α·η. With a warmup target, the rate
/// first rises from the initial one to the target in a line, and then it is the target that decays.</para>
/// <para>Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.</para>
/// </remarks>
/// <param name="InitialLearningRate">The rate of the first step; 0 or more.</param>
/// <param name="DecaySteps">T, the steps of the decay; greater than 0.</param>
/// <param name="Alpha">α, the share that remains at the end.</param>
/// <param name="WarmupTarget">The rate at the end of the warmup; no warmup when null.</param>
/// <param name="WarmupSteps">The steps of the warmup, which come before those of the decay.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record CosineDecay(
    double InitialLearningRate,
    double DecaySteps,
    double Alpha = 0,
    double? WarmupTarget = null,
    double WarmupSteps = 0) : LearningRateSchedule
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; init => field = Guard.NonNegative(value); } =
        Guard.NonNegative(InitialLearningRate);

    /// <summary>The steps T of the decay.</summary>
    public double DecaySteps { get; init => field = Guard.Positive(value); } = Guard.Positive(DecaySteps);

    /// <summary>The share α that remains at the end.</summary>
    public double Alpha { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Alpha);

    /// <summary>The rate at the end of the warmup; no warmup when null.</summary>
    public double? WarmupTarget { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(WarmupTarget);

    /// <summary>The steps of the warmup.</summary>
    public double WarmupSteps { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(WarmupSteps);

    /// <inheritdoc/>
    public override Tensor At(Tensor step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (WarmupTarget is not { } target)
        {
            return Decayed(step, InitialLearningRate);
        }

        var decayed = Decayed(step - WarmupSteps, target);
        return WarmupSteps == 0
            ? decayed
            : Tensor.Where(
                step < WarmupSteps,
                (target - InitialLearningRate) * (step / WarmupSteps) + InitialLearningRate,
                decayed);
    }

    private Tensor Decayed(Tensor step, double from) =>
        from * Wave(Tensor.Minimum(step, DecaySteps) / DecaySteps, Alpha);

    /// <summary>Half a wave from 1 to α, as the progress goes from 0 to 1.</summary>
    internal static Tensor Wave(Tensor progress, double alpha, Tensor? height = null)
    {
        var wave = 0.5 * (1 + (Math.PI * progress).Cos());
        return (1 - alpha) * (height is null ? wave : height * wave) + alpha;
    }
}
