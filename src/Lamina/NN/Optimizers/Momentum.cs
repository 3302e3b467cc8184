namespace Lamina.NN;

/// <summary>Gradient descent with momentum: <c>m ← μ·m − η·g</c> and <c>w + m</c>. It is <see cref="SGD"/> with μ = 0.9, and
/// saved as that.</summary>
/// <remarks>Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.</remarks>
public sealed record Momentum : SGD
{
    /// <summary>Makes one.</summary>
    /// <param name="learningRate">The size η of a step.</param>
    /// <param name="share">The share μ of the last step that goes on, from 0 to 1.</param>
    public Momentum(double learningRate = 0.01, double share = 0.9)
        : base(learningRate, share)
    {
    }

    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    /// <param name="share">The share μ of the last step that goes on, from 0 to 1.</param>
    public Momentum(LearningRateSchedule schedule, double share = 0.9)
        : base(schedule, share)
    {
    }
}
