using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <content>Arrays into a model.</content>
internal static partial class WeightSet
{
    /// <summary>Sets a model's variables, all or none; the optimizer's only if the model is compiled and they are
    /// there.</summary>
    /// <exception cref="LaminaFormatException">Arrays are missing, left over or of another shape; all are named.</exception>
    public static void Restore(Model model, IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        var wanted = WeightPaths.OfLayers(model).ToList();
        var isBeginning = false;
        if (model.Trainer is { } trainer && model.IsBuilt)
        {
            // Before the first step Keras stores only what an optimizer has without weights.
            var count = arrays.Keys.Count(key => key.StartsWith(WeightPaths.Optimizer, StringComparison.Ordinal));
            isBeginning = count == trainer.State.Head.Count;
            wanted.AddRange(WeightPaths.OfOptimizer(isBeginning ? trainer.State.Head : trainer.State.Variables)
                .Take(count == 0 ? 0 : int.MaxValue));
            if (arrays.ContainsKey(WeightPaths.Step))
            {
                wanted.Add((WeightPaths.Step, trainer.Step));
            }
        }

        Compare(wanted, arrays, name);
        foreach (var (path, variable) in wanted)
        {
            variable.Set(arrays[path].Evaluate().Data());
        }

        if (isBeginning)
        {
            model.Trainer!.State.CopyWeights();
        }

        RestoreKeys(model, arrays.GetValueOrDefault(WeightPaths.Keys));
    }

    private static void Compare(
        List<(string Path, Variable Variable)> wanted, IReadOnlyDictionary<string, Tensor> arrays, string name)
    {
        var problems = new List<string>();
        foreach (var (path, variable) in wanted)
        {
            if (!arrays.TryGetValue(path, out var array))
            {
                problems.Add($"missing: {path}, which is {variable}");
            }
            else if (array.Shape != variable.Shape || array.DType != variable.DType)
            {
                problems.Add(
                    $"other shape or type: {path} is {array.DType.KerasName}{array.Shape}; the model has {variable}");
            }
        }

        var paths = wanted.Select(pair => pair.Path).ToHashSet();
        problems.AddRange(arrays.Where(pair => !paths.Contains(pair.Key) && !IsOptional(pair.Key))
            .Select(pair => $"left over: {pair.Key}, {pair.Value.DType.KerasName}{pair.Value.Shape}"));
        if (problems.Count > 0)
        {
            throw new LaminaFormatException(
                $"{name}: the weights are not those of the model.\n  {string.Join("\n  ", problems)}");
        }

        bool IsOptional(string path) => path.StartsWith(WeightPaths.Own, StringComparison.Ordinal)
            || (path.StartsWith(WeightPaths.Optimizer, StringComparison.Ordinal)
                && !paths.Contains(WeightPaths.Optimizer + "vars/0"));
    }

    /// <summary>Gives the layers the keys of their random numbers, where there is one for each.</summary>
    public static void RestoreKeys(Model model, Tensor? keys)
    {
        Layer[] layers = [.. WeightPaths.AllLayers(model)];
        if (keys is { DType: DType.Int64 } && keys.Shape == [layers.Length])
        {
            foreach (var (layer, key) in layers.Zip(keys.ToArray<long>()))
            {
                layer.Key = unchecked((ulong)key);
            }

            model.Trainer?.DropSteps();
        }
    }
}
