using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>A model's variables as named arrays, and back.</summary>
internal static partial class WeightSet
{
    /// <summary>Copies of all that training changes: weights and, for a compiled model, the optimizer's variables, the
    /// number of steps and the keys of the layers.</summary>
    public static IEnumerable<KeyValuePair<string, Tensor>> Of(Model model)
    {
        foreach (var (path, variable) in WeightPaths.OfLayers(model))
        {
            yield return new(path, variable.Read());
        }

        if (model.Trainer is not { } trainer || !model.IsBuilt)
        {
            yield break;
        }

        foreach (var pair in OfOptimizer(trainer))
        {
            yield return pair;
        }

        long[] keys = [.. WeightPaths.AllLayers(model).Select(layer => unchecked((long)layer.Key))];
        yield return new(WeightPaths.Step, trainer.Step.Read());
        yield return new(WeightPaths.Keys, Tensor.From<long>(keys, [keys.Length]));
    }

    // Before the first step there are only counters and rates, and saving makes nothing of the trainer's.
    private static IEnumerable<KeyValuePair<string, Tensor>> OfOptimizer(Trainer trainer) => WeightPaths
        .OfOptimizer(trainer.HasState ? trainer.State.Variables : OptimizerState.HeadOf(trainer.Optimizer))
        .Select(pair => KeyValuePair.Create(pair.Path, pair.Variable.Read()));
}
