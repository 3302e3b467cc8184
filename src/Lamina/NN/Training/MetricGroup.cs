using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>The running loss and metrics of a compiled model: their variables, how a batch changes them, and the numbers
/// they stand for.</summary>
internal sealed class MetricGroup
{
    private readonly List<MetricEntry> _entries = [];
    private readonly List<RunningMean> _means = [];
    private InterpretedGraph? _results;
    private IReadOnlyDictionary<string, Tensor> _kept = new Dictionary<string, Tensor>();

    public MetricGroup(Model model, IReadOnlyList<OutputSettings> outputs, IReadOnlyList<Shape> targets)
    {
        for (var i = 0; i < outputs.Count; i++)
        {
            var output = outputs[i];
            var prefix = outputs.Count > 1 ? output.Name + "_" : "";
            foreach (var (metric, weighted) in output.Metrics.Select(m => (m, false)).Concat(output.WeightedMetrics.Select(m => (m, true))))
            {
                var name = prefix + metric.Name;
                _entries.Add(new MetricEntry(metric, i, weighted, IsTaken(name) ? prefix + "weighted_" + metric.Name : name, targets[i], model.Outputs[i].Shape));
            }
        }

        bool IsTaken(string name) => _entries.Exists(entry => entry.Name == name);
    }

    /// <summary>All that changes from batch to batch.</summary>
    public IEnumerable<Variable> Variables => _means.SelectMany(mean => mean.State).Concat(_entries.SelectMany(entry => entry.State));

    /// <summary>Goes on from values by the paths of variables; those that are not made yet take theirs when they are.</summary>
    public void Restore(IReadOnlyDictionary<string, Tensor> values)
    {
        _kept = values;
        TakeKept(Variables);
    }

    /// <summary>Sets everything to its beginning.</summary>
    public void Reset()
    {
        _kept = new Dictionary<string, Tensor>();
        foreach (var mean in _means)
        {
            Clear(mean.State);
        }

        foreach (var entry in _entries)
        {
            Clear(entry.State);
        }

        static void Clear(IEnumerable<Variable> variables)
        {
            foreach (var variable in variables)
            {
                variable.Floats.Clear();
            }
        }
    }

    /// <summary>How one batch changes the mean of a number.</summary>
    public IEnumerable<Update> Track(string name, Tensor value, int batchSize)
    {
        var mean = _means.Find(mean => mean.Name == name);
        if (mean is null)
        {
            _means.Add(mean = new RunningMean(name));
            TakeKept(mean.State);
            _results = null;
        }

        return mean.Add(value, batchSize);
    }

    /// <summary>How one batch changes the metrics.</summary>
    /// <param name="targets">What is true, for each output.</param>
    /// <param name="outputs">What the model gave.</param>
    /// <param name="weights">How much each sample counts, for each output.</param>
    /// <param name="masks">The masks of the outputs.</param>
    public IEnumerable<Update> Update(
        IReadOnlyList<Tensor> targets, IReadOnlyList<Tensor> outputs, Func<int, Tensor?> weights, Func<int, Tensor?> masks) =>
        _entries.SelectMany(entry => entry.Update(
            targets[entry.Output], outputs[entry.Output], entry.IsWeighted ? weights(entry.Output) : null, masks(entry.Output)));

    /// <summary>The numbers so far; names in alphabetical order, as Keras logs them. Of a metric that gives several
    /// numbers, each has a name of its own: <c>precision[0]</c>.</summary>
    public Logs Results(string prefix = "")
    {
        _results ??= new InterpretedGraph(new Graph(_means.Select(mean => mean.Mean).Concat(_entries.Select(entry => entry.Result))));
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal);
        string[] names = [.. _means.Select(mean => mean.Name), .. _entries.Select(entry => entry.Name)];
        foreach (var (name, result) in names.Zip(_results.Run()))
        {
            for (var i = 0; i < result.Length; i++)
            {
                values[result.Length == 1 ? name : $"{name}[{i}]"] = result[i];
            }
        }

        var logs = new Logs();
        foreach (var (name, value) in values)
        {
            logs[prefix + name] = value;
        }

        return logs;
    }

    private void TakeKept(IEnumerable<Variable> variables)
    {
        foreach (var variable in variables)
        {
            if (_kept.TryGetValue(variable.Path, out var values) && values.Shape == variable.Shape)
            {
                variable.Set(values.Data());
            }
        }
    }
}
