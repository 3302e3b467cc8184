using System.Text.Json.Serialization;

namespace Lamina.NN;

/// <summary>Stochastic gradient descent, with momentum if wanted.</summary>
/// <remarks>
/// <para>Formula: <c>w − η·g</c>; with momentum <c>m ← μ·m − η·g</c> and <c>w + m</c>, or in Nesterov's form
/// <c>w + μ·m − η·g</c>.</para>
/// <para>Source: B. T. Polyak, "Some methods of speeding up the convergence of iteration methods", 1964; Y. Nesterov,
/// "A method of solving a convex programming problem with convergence rate O(1/k²)", 1983.</para>
/// </remarks>
/// <param name="LearningRate">The size η of a step.</param>
/// <param name="Momentum">The share μ of the last step that goes on, from 0 to 1.</param>
/// <param name="Nesterov">Whether to look ahead along the momentum.</param>
[method: JsonConstructor]
public record SGD(double LearningRate = 0.01, double Momentum = 0, bool Nesterov = false) : Optimizer(LearningRate)
{
    /// <summary>Makes one whose learning rate follows a schedule.</summary>
    /// <param name="schedule">The size η of each step.</param>
    /// <param name="momentum">The share μ of the last step that goes on, from 0 to 1.</param>
    /// <param name="nesterov">Whether to look ahead along the momentum.</param>
    public SGD(LearningRateSchedule schedule, double momentum = 0, bool nesterov = false)
        : this(0, momentum, nesterov) => Schedule = schedule ?? throw new ArgumentNullException(nameof(schedule));

    /// <summary>The share of the last step that goes on, from 0 to 1.</summary>
    public double Momentum { get; init => field = Guard.Fraction(value); } = Guard.Fraction(Momentum);

    // The textbooks' names are no classes of Keras.
    internal override Optimizer AsSaved => this is GradientDescent or NN.Momentum ? new SGD(this) : this;

    /// <inheritdoc/>
    public override Tensor Step(Tensor w, Tensor g, Slots slots, Tensor rate, Tensor t)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var step = rate * g;
        if (Momentum == 0)
        {
            return w - step;
        }

        var m = slots["momentum"] = Momentum * slots["momentum"] - step;
        return Nesterov ? w + Momentum * m - step : w + m;
    }
}
