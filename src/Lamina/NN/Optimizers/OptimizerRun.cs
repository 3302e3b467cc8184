using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>An optimizer at work on weights of your own, in a training loop of your own.</summary>
/// <remarks>Within a function given to <c>Function.Compile</c>, <see cref="Apply"/> becomes part of its plan, and takes effect
/// whenever the function has run; elsewhere it takes effect at once.</remarks>
public sealed class OptimizerRun
{
    private readonly OptimizerState _state;

    internal OptimizerRun(Optimizer optimizer, IReadOnlyList<Variable> weights) => _state = new OptimizerState(optimizer, weights);

    /// <summary>The weights that it moves.</summary>
    public IReadOnlyList<Variable> Weights => _state.Weights;

    /// <summary>What it remembers from step to step, in the order in which Keras stores it.</summary>
    public IReadOnlyList<Variable> Variables => _state.Variables;

    /// <summary>The size of a step in force.</summary>
    /// <exception cref="InvalidOperationException">It is set while it follows a schedule.</exception>
    public double LearningRate
    {
        get => _state.CurrentLearningRate;
        set => _state.CurrentLearningRate = value;
    }

    /// <summary>Moves the weights along the gradient of a loss.</summary>
    /// <param name="loss">A scalar that depends on them.</param>
    public void Minimize(Tensor loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        Apply(Gradient.Of(_state.ScaleLoss(loss), [.. Weights.Select(weight => weight.Value)]));
    }

    /// <summary>Moves the weights along given gradients.</summary>
    /// <param name="gradients">One for each weight, in their order and of their shapes.</param>
    /// <exception cref="ArgumentException">There are more or fewer gradients than weights.</exception>
    public void Apply(params IReadOnlyList<Tensor> gradients)
    {
        ArgumentNullException.ThrowIfNull(gradients);
        if (gradients.Count != Weights.Count)
        {
            throw new ArgumentException($"Each weight has one gradient: {Weights.Count} weights, {gradients.Count} gradients were given.");
        }

        var updates = _state.Apply(gradients);
        if (!Tracer.IsRecording)
        {
            new CompiledGraph(new Graph([], updates)).Rent().Execute();
            return;
        }

        foreach (var update in updates)
        {
            Tracer.Note(update);
        }
    }
}
