using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>Gradients of several batches, summed until an update is due.</summary>
internal sealed class Accumulation
{
    private readonly int _batches;
    private readonly Variable[] _sums;

    public Accumulation(int batches, IEnumerable<Variable> sums) => (_batches, _sums) = (batches, [.. sums]);

    /// <summary>The sums so far, one for each weight.</summary>
    public IReadOnlyList<Variable> Sums => _sums;

    /// <summary>The updates made in a number of batches.</summary>
    public Tensor UpdatesIn(Tensor batches) => WholeParts(batches, _batches);

    /// <summary>Whether the batch after so many others makes an update; a bool scalar.</summary>
    public Tensor IsDue(Tensor batches) => IsMultiple(batches + 1, _batches);

    /// <summary>The mean gradients, where an update is due, and the new sums.</summary>
    public IReadOnlyList<Tensor> Take(IReadOnlyList<Tensor> gradients, Tensor due, List<Update> updates)
    {
        Tensor[] sums = [.. gradients.Zip(_sums, (gradient, sum) => gradient + sum.Value)];
        updates.AddRange(_sums.Zip(sums, (variable, sum) => new Update(variable, Tensor.Where(due, 0, sum))));
        return [.. sums.Select(sum => sum / _batches)];
    }

    /// <summary>Whether a count, a float32 scalar, is a multiple of a whole number.</summary>
    public static Tensor IsMultiple(Tensor count, int of) => count.EqualTo(WholeParts(count, of) * of);

    // A half more is no whole part more, and keeps the quotient away from the next whole number, where it would round.
    private static Tensor WholeParts(Tensor count, int of) => ((count + 0.5) / of).Floor();
}
