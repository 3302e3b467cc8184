using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A learning rate that follows the number of the step.</summary>
/// <remarks>It is computed inside the compiled step, from the counter of the optimizer. With accumulated gradients it is
/// updates that count, not batches.</remarks>
public abstract record LearningRateSchedule
{
    /// <summary>The name under which Keras saves it; the class's by default.</summary>
    public string Name
    {
        get => field ?? DefaultName;
        init => field = value == DefaultName ? null : value;
    }

    /// <summary>The name that it has unless it is given one.</summary>
    private protected virtual string DefaultName => GetType().Name;

    /// <summary>The learning rate of a step.</summary>
    /// <param name="step">How many steps went before: 0 at the first; a float32 scalar.</param>
    /// <returns>A float32 scalar.</returns>
    public abstract Tensor At(Tensor step);

    /// <summary>The learning rate of a step, as a number.</summary>
    /// <param name="step">How many steps went before: 0 at the first.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is negative.</exception>
    public double At(long step)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(step);
        return new InterpretedGraph(new Graph([Rate(Tensor.Scalar(step))])).Run()[0][0];
    }

    /// <summary>The learning rate of a step, which must be a scalar.</summary>
    internal Tensor Rate(Tensor step)
    {
        var rate = At(step);
        return rate.Shape.Rank == 0
            ? rate
            : throw Mismatch.Shapes($"The schedule {GetType().Name} must give a scalar.", ("rate", rate.Shape));
    }

    /// <summary>The share of the steps of a decay that have been made, in whole decays if <paramref name="staircase"/>.</summary>
    private protected static Tensor Progress(Tensor step, double decaySteps, bool staircase)
    {
        ArgumentNullException.ThrowIfNull(step);
        var progress = step / decaySteps;
        return staircase ? progress.Floor() : progress;
    }
}
