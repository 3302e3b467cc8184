using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>Running averages of weights, as <see cref="Optimizer.UseEma"/> asks for them.</summary>
internal sealed class RunningAverage
{
    private readonly Optimizer _optimizer;
    private readonly Variable[] _averages;

    public RunningAverage(Optimizer optimizer, IEnumerable<Variable> averages) =>
        (_optimizer, _averages) = (optimizer, [.. averages]);

    /// <summary>The averages, one for each weight.</summary>
    public IReadOnlyList<Variable> Averages => _averages;

    /// <summary>A weight after the step: itself, or its average where that takes its place.</summary>
    /// <param name="i">Which weight.</param>
    /// <param name="weight">Its new value.</param>
    /// <param name="step">The updates before this one; a float32 scalar.</param>
    /// <param name="updates">Where the new average goes.</param>
    public Tensor Follow(int i, Tensor weight, Tensor step, List<Update> updates)
    {
        // The first step makes the average the weight itself.
        var kept = Tensor.Where(step > 0, Tensor.Scalar(_optimizer.EmaMomentum), 0).Cast(weight.DType);
        var average = kept * _averages[i].Value + (1 - kept) * weight;
        updates.Add(new Update(_averages[i], average));
        return _optimizer.EmaOverwriteFrequency is { } frequency
            ? Tensor.Where(Accumulation.IsMultiple(step + 1, frequency), average, weight)
            : weight;
    }
}
