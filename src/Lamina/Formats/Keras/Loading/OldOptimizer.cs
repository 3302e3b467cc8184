using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>The states of optimizers as Keras kept them before 2.11: the counter, if there is one, then a slot of all
/// weights, then the next.</summary>
/// <remarks>tf.keras names its arrays by weight and slot, as in <c>Adam/dense/kernel/m:0</c>. Keras by itself names them
/// <c>Variable_4:0</c>, and sorted the weights by name up to 2.0.</remarks>
internal static class OldOptimizer
{
    // What tf.keras calls the slots that Lamina calls as Keras 3 does.
    private static readonly (string Old, string New)[] SlotNames =
    [
        ("m", "momentum"), ("v", "velocity"), ("v", "norm"), ("vhat", "velocity_hat"), ("momentum", "momentum"), ("rms", "velocity"),
        ("mg", "average_gradient"), ("accumulator", "accumulator"), ("accum_grad", "accumulated_grad"),
        ("accum_var", "accumulated_delta_var"), ("linear", "linear"),
    ];

    private static readonly string[] Counters = ["iter", "iterations", "iteration"];

    /// <summary>The variables of a state with their arrays; null where they are not those of the state.</summary>
    public static IReadOnlyList<(Variable Variable, SourceArray Array)>? Pair(
        OptimizerState state,
        IReadOnlyList<SourceArray> arrays,
        IReadOnlyDictionary<string, Variable> weights,
        LegacyDialect dialect)
    {
        if (state.Optimizer is MultiOptimizer or LossScaleOptimizer)
        {
            return null;
        }

        return Orders(state, arrays, weights, dialect)
            .Select(order => BySlots(state, arrays, order))
            .Prepend(ByName(state, arrays, weights))
            .FirstOrDefault(pairs => pairs is not null && pairs.All(pair => pair.Array.Fits(pair.Variable)));
    }

    private static List<(Variable Variable, SourceArray Array)>? ByName(
        OptimizerState state, IReadOnlyList<SourceArray> arrays, IReadOnlyDictionary<string, Variable> weights)
    {
        var pairs = new List<(Variable, SourceArray)>();
        foreach (var array in arrays)
        {
            var words = LegacyWeights.PlainOf(array.Name).Split('/');
            if (Counters.Contains(words[^1]))
            {
                pairs.Add((state.Iterations, array));
                continue;
            }

            // The name of the weight stands behind the optimizer's, which may be training/Adam or Adam.
            var weight = Enumerable.Range(0, words.Length - 1)
                .Select(i => weights.GetValueOrDefault(string.Join('/', words[i..^1])))
                .FirstOrDefault(found => found is not null);
            var slot = weight is null ? null : SlotNames.FirstOrDefault(
                pair => pair.Old == words[^1] && Slot(state, weight, pair.New) is not null).New;
            if (slot is null)
            {
                return null;
            }

            pairs.Add((Slot(state, weight!, slot)!, array));
        }

        // Every slot of every weight, or it is another optimizer's.
        return pairs.Count - 1 == Slots(state).Count() * state.Weights.Count ? pairs : null;
    }

    // Up to 2.0 the weights stand in the order of their names; where shapes contradict, in that of the model.
    private static IEnumerable<IReadOnlyList<Variable>> Orders(
        OptimizerState state,
        IReadOnlyList<SourceArray> arrays,
        IReadOnlyDictionary<string, Variable> weights,
        LegacyDialect dialect)
    {
        // Arrays with names of slots stand in other orders; where those did not match, nothing is guessed.
        if (arrays.Any(array => SlotNames.Any(pair => pair.Old == LegacyWeights.WordOf(array.Name))))
        {
            return [];
        }

        IReadOnlyList<Variable> sorted = [.. weights.Where(pair => state.Weights.Contains(pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => pair.Value).Distinct()];
        var isSorted = dialect is { Major: < 2 } or { Major: 2, Minor: 0 }
            && !arrays.Any(array => array.Name.StartsWith("training/", StringComparison.Ordinal));
        return isSorted ? [sorted, state.Weights] : [state.Weights, sorted];
    }

    private static List<(Variable Variable, SourceArray Array)>? BySlots(
        OptimizerState state, IReadOnlyList<SourceArray> arrays, IReadOnlyList<Variable> order)
    {
        var hasCounter = arrays[0].Axes.Count == 0;
        var slots = Slots(state).ToArray();
        var count = slots.Length * order.Count;
        var rest = arrays.Skip(hasCounter ? 1 : 0).ToArray();

        // Adam without amsgrad has a number in the place of each third slot.
        var isPadded = rest.Length == count + order.Count && rest.Skip(count).All(array => array.Size == 1);
        if (rest.Length != count && !isPadded)
        {
            return null;
        }

        var variables = slots.SelectMany(slot => order.Select(weight => Slot(state, weight, slot)!));
        var pairs = variables.Zip(rest);
        return [.. hasCounter ? pairs.Prepend((state.Iterations, arrays[0])) : pairs];
    }

    // The slots of the first weight, in order; all weights have the same.
    private static IEnumerable<string> Slots(OptimizerState state) => state.Weights.Count == 0
        ? []
        : state.Variables.Where(variable => variable.Name.StartsWith(Stem(state.Weights[0]), StringComparison.Ordinal))
            .Select(variable => variable.Name[Stem(state.Weights[0]).Length..])
            .Where(name => SlotNames.Any(pair => pair.New == name));

    private static Variable? Slot(OptimizerState state, Variable weight, string slot) =>
        state.Variables.FirstOrDefault(variable => variable.Name == Stem(weight) + slot);

    private static string Stem(Variable weight) => $"{weight.Path.Replace('/', '_')}_";
}
