using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>Finds the arrays of the optimizer's variables. A state that does not fit is left out and reported, for a model
/// predicts without it.</summary>
internal sealed class OptimizerMatcher(Model model, Assignment assignment)
{
    private const string LeftOut = "the optimizer's state was left out, so training begins with a new one";

    /// <summary>Whether the file stands before the first step: there is nothing but counters and rates.</summary>
    public bool IsBeginning { get; private set; }

    /// <summary>Takes a list in the order of Keras 3, with which Keras 2.11 and later agree.</summary>
    /// <param name="arrays">The optimizer's arrays, in order.</param>
    public void Match(IReadOnlyList<SourceArray> arrays)
    {
        if (StateFor(arrays.Count) is not { } state)
        {
            return;
        }

        // Keras 2 keeps no learning rate here; the configuration has it.
        var withoutRate = state.Variables.Where(variable => variable.Name != "learning_rate");
        foreach (var wanted in new IReadOnlyList<Variable>[] { state.Variables, [.. withoutRate] })
        {
            if (Fits(wanted, arrays))
            {
                Take(wanted, arrays);
                return;
            }
        }

        var head = state.Head.Take(arrays.Count).ToArray();
        if (arrays.Count <= state.Head.Count && Fits(head, arrays))
        {
            Take(head, arrays);
            IsBeginning = true;
            return;
        }

        assignment.Note($"{LeftOut}: {Difference(state, arrays)}.");
    }

    /// <summary>Takes a list of Keras before 2.11: a counter, then slot by slot.</summary>
    /// <param name="arrays">The optimizer's arrays, in order.</param>
    /// <param name="weights">Which variable has which name in the file; those whose values were converted are not among
    /// them.</param>
    /// <param name="dialect">Who wrote them.</param>
    public void MatchOld(
        IReadOnlyList<SourceArray> arrays, IReadOnlyDictionary<string, Variable> weights, LegacyDialect dialect)
    {
        if (StateFor(arrays.Count) is not { } state)
        {
            return;
        }

        if (!state.Weights.All(weights.Values.Contains))
        {
            assignment.Note($"{LeftOut}: the weights are kept otherwise than in the file.");
            return;
        }

        if (OldOptimizer.Pair(state, arrays, weights, dialect) is not { } pairs)
        {
            assignment.Note($"{LeftOut}: {Difference(state, arrays)}.");
            return;
        }

        foreach (var (variable, array) in pairs)
        {
            assignment.Set(variable, array, WeightMatching.Order);
        }
    }

    private OptimizerState? StateFor(int count)
    {
        if (count == 0 || model.Trainer is not { } trainer || !model.IsBuilt)
        {
            if (count > 0)
            {
                assignment.Note("the model is not compiled, so the optimizer's state was left out.");
            }

            return null;
        }

        return trainer.State;
    }

    private void Take(IReadOnlyList<Variable> variables, IReadOnlyList<SourceArray> arrays)
    {
        foreach (var (variable, array) in variables.Zip(arrays))
        {
            assignment.Set(variable, array, WeightMatching.Order);
        }
    }

    private static bool Fits(IReadOnlyList<Variable> variables, IReadOnlyList<SourceArray> arrays) =>
        variables.Count == arrays.Count && variables.Zip(arrays).All(pair => pair.Second.Fits(pair.First));

    private static string Difference(OptimizerState state, IReadOnlyList<SourceArray> arrays)
    {
        var name = state.Optimizer.GetType().Name;
        return state.Variables.Count == arrays.Count
            && state.Variables.Zip(arrays).FirstOrDefault(pair => !pair.Second.Fits(pair.First)) is (var variable, { } array)
                ? $"{array.Path} is {array}; {name} has {variable} in its place"
                : $"the file has {arrays.Count} arrays; {name} has {state.Variables.Count} variables here";
    }
}
