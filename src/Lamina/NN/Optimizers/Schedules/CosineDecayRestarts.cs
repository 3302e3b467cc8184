namespace Lamina.NN;

/// <summary>A learning rate that falls along half a wave of the cosine, again and again.</summary>
/// <remarks>
/// <para>Formula: within each decay as <see cref="CosineDecay"/>. Each decay is <see cref="TMul"/> times as long as the one
/// before, and begins at <see cref="MMul"/> times its rate.</para>
/// <para>Source: I. Loshchilov and F. Hutter, "SGDR: Stochastic Gradient Descent with Warm Restarts", ICLR 2017.</para>
/// </remarks>
/// <param name="InitialLearningRate">The rate of the first step; 0 or more.</param>
/// <param name="FirstDecaySteps">The steps of the first decay; greater than 0.</param>
/// <param name="TMul">How much longer each decay is than the one before; 1 or more.</param>
/// <param name="MMul">How much lower each decay begins than the one before; 0 or more.</param>
/// <param name="Alpha">The share of the rate that remains at the end of each decay.</param>
/// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
public sealed record CosineDecayRestarts(
    double InitialLearningRate, double FirstDecaySteps, double TMul = 2, double MMul = 1, double Alpha = 0)
    : LearningRateSchedule
{
    /// <summary>The rate of the first step.</summary>
    public double InitialLearningRate { get; init => field = Guard.NonNegative(value); } =
        Guard.NonNegative(InitialLearningRate);

    /// <summary>The steps of the first decay.</summary>
    public double FirstDecaySteps { get; init => field = Guard.Positive(value); } = Guard.Positive(FirstDecaySteps);

    /// <summary>How much longer each decay is than the one before.</summary>
    public double TMul { get; init => field = Guard.AtLeast(value, 1); } = Guard.AtLeast(TMul, 1);

    /// <summary>How much lower each decay begins than the one before.</summary>
    public double MMul { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(MMul);

    /// <summary>The share of the rate that remains at the end of each decay.</summary>
    public double Alpha { get; init => field = Guard.NonNegative(value); } = Guard.NonNegative(Alpha);

    private protected override string DefaultName => "SGDRDecay";

    /// <inheritdoc/>
    public override Tensor At(Tensor step)
    {
        var completed = Progress(step, FirstDecaySteps, staircase: false);
        Tensor restarts, progress;
        if (TMul == 1)
        {
            restarts = completed.Floor();
            progress = completed - restarts;
        }
        else
        {
            // The decays before the one at hand took 1 + m + m² + ... of the first decay's steps.
            restarts = ((1 - completed * (1 - TMul)).Log() / Math.Log(TMul)).Floor();
            var length = Tensor.Pow(TMul, restarts);
            progress = (completed - (1 - length) / (1 - TMul)) / length;
        }

        return InitialLearningRate * CosineDecay.Wave(progress, Alpha, Tensor.Pow(MMul, restarts));
    }
}
