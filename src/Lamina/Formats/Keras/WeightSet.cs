using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>A model's variables as named arrays, and back.</summary>
internal static partial class WeightSet
{
    /// <summary>Copies of all that training changes: weights and, for a compiled model, the optimizer's variables, the
    /// number of steps and the keys of the layers.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Of(Model model) => WeightPaths.OfLayers(model)
        .Concat(WeightPaths.OfOptimizer(OptimizerVariables(model)))
        .Select(pair => KeyValuePair.Create(pair.Path, pair.Variable.Read()))
        .Concat(Own(model));

    /// <summary>The optimizer's variables; none for a model that is not compiled or not built.</summary>
    /// <remarks>Before the first step there are only counters and rates, and saving makes nothing of the trainer's.</remarks>
    public static IReadOnlyList<Variable> OptimizerVariables(Model model) => model switch
    {
        { IsBuilt: false } or { Trainer: null } => [],
        { Trainer.HasState: true } => model.Trainer.State.Variables,
        _ => OptimizerState.HeadOf(model.Trainer.Optimizer),
    };

    /// <summary>What Keras does not store, of a compiled model: the number of training steps, and the layers' keys for
    /// random numbers.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Own(Model model)
    {
        if (model is not { IsBuilt: true, Trainer: { } trainer })
        {
            yield break;
        }

        long[] keys = [.. WeightPaths.AllLayers(model).Select(layer => unchecked((long)layer.Key))];
        yield return new(WeightPaths.Step, trainer.Step.Read());
        yield return new(WeightPaths.Keys, Tensor.From<long>(keys, [keys.Length]));
    }
}
