namespace Lamina.NN;

/// <summary>What optimizers that consist of others leave to those, and how weights are shared out.</summary>
internal static class OptimizerWrapping
{
    /// <summary>Checks that nothing is asked of an optimizer around others that only those can do.</summary>
    /// <exception cref="InvalidOperationException">Something is.</exception>
    public static void Check(Optimizer optimizer)
    {
        var (type, inside) = optimizer switch
        {
            LossScaleOptimizer => (nameof(LossScaleOptimizer), "its inner optimizer"),
            MultiOptimizer => (nameof(MultiOptimizer), "the optimizers in its map"),
            _ => ("", ""),
        };
        if (type.Length > 0 && Asked(optimizer) is { } asked)
        {
            throw new InvalidOperationException($"{type} has no {asked} of its own.\n  hint: set {asked} of {inside}.");
        }

        if (optimizer is LossScaleOptimizer scaling)
        {
            Check(scaling.InnerOptimizer);
        }
    }

    /// <summary>The optimizers of a map, with the loss scale factor of the whole, and their weights.</summary>
    public static IEnumerable<(Optimizer Optimizer, IReadOnlyList<Variable> Weights)> Shares(
        MultiOptimizer multi, IReadOnlyList<Variable> weights)
    {
        var chosen = weights.ToDictionary(weight => weight, multi.OptimizerMap.OptimizerOf);
        foreach (var optimizer in multi.OptimizerMap.All)
        {
            yield return (optimizer, [.. weights.Where(weight => ReferenceEquals(chosen[weight], optimizer))]);
        }
    }

    private static string? Asked(Optimizer optimizer)
    {
        (string Name, bool IsSet)[] settings =
        [
            (nameof(Optimizer.Schedule), optimizer.Schedule is not null),
            (nameof(Optimizer.LearningRate), optimizer.LearningRate != 0),
            (nameof(Optimizer.WeightDecay), optimizer.WeightDecay is not null),
            (nameof(Optimizer.ExcludeFromWeightDecay), optimizer.ExcludeFromWeightDecay.Count > 0),
            (nameof(Optimizer.ClipNorm), optimizer.ClipNorm is not null),
            (nameof(Optimizer.ClipValue), optimizer.ClipValue is not null),
            (nameof(Optimizer.GlobalClipNorm), optimizer.GlobalClipNorm is not null),
            (nameof(Optimizer.LossScaleFactor), optimizer.LossScaleFactor is not null && optimizer is not MultiOptimizer),
            (nameof(Optimizer.UseEma), optimizer.UseEma),
            (nameof(Optimizer.GradientAccumulationSteps), optimizer.GradientAccumulationSteps is not null),
        ];
        return Array.Find(settings, setting => setting.IsSet).Name;
    }
}
