using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.NN;

/// <summary>The running loss and metrics of a compiled model: their variables, how a batch changes them, and the numbers
/// they stand for.</summary>
internal sealed class MetricGroup
{
    private readonly List<Entry> _entries = [];
    private readonly Running _loss = new("loss");
    private readonly List<Running> _outputLosses = [];
    private readonly InterpretedGraph _results;

    public MetricGroup(Model model, int outputs, IReadOnlyList<Metric> metrics, IReadOnlyList<Metric> weightedMetrics,
        IReadOnlyList<Shape> targets)
    {
        var names = model.Outputs.Select(output => output.Name).ToArray();
        for (var i = 0; i < outputs && outputs > 1; i++)
        {
            _outputLosses.Add(new Running($"{names[i]}_loss"));
        }

        for (var i = 0; i < outputs; i++)
        {
            foreach (var (metric, weighted) in metrics.Select(m => (m, false)).Concat(weightedMetrics.Select(m => (m, true))))
            {
                var resolved = metric.Resolve(targets[i], model.Outputs[i].Shape);
                var name = (outputs > 1 ? names[i] + "_" : "") + metric.Name;
                _entries.Add(new Entry(resolved, i, weighted, Unique(name)));
            }
        }

        var results = _entries.Select(entry => entry.Metric.Result(entry.Values)).Prepend(_loss.Mean)
            .Concat(_outputLosses.Select(loss => loss.Mean));
        _results = new InterpretedGraph(new Graph(results));

        string Unique(string name) => _entries.Exists(entry => entry.Name == name) ? "weighted_" + name : name;
    }

    /// <summary>What the running loss and all metrics keep from batch to batch.</summary>
    public IReadOnlyList<Variable> Variables =>
        [.. _outputLosses.Prepend(_loss).SelectMany(loss => loss.State), .. _entries.SelectMany(entry => entry.State)];

    /// <summary>Sets everything to its beginning.</summary>
    public void Reset()
    {
        foreach (var variable in Variables)
        {
            variable.Floats.Clear();
        }
    }

    /// <summary>How one batch changes the variables.</summary>
    public IEnumerable<Update> Update(Tensor total, IReadOnlyList<Tensor> losses, IReadOnlyList<Tensor> targets,
        IReadOnlyList<Tensor> outputs, Tensor? weights, int batchSize)
    {
        var updates = new List<Update>();
        updates.AddRange(_loss.Add(total, batchSize));
        for (var i = 0; i < _outputLosses.Count; i++)
        {
            updates.AddRange(_outputLosses[i].Add(losses[i], batchSize));
        }

        foreach (var entry in _entries)
        {
            var next = entry.Metric.Update(
                entry.Values, targets[entry.Output], outputs[entry.Output].StopGradient(), entry.IsWeighted ? weights : null);
            updates.AddRange(entry.State.Zip(next, (variable, value) => new Update(variable, value)));
        }

        return updates;
    }

    /// <summary>The numbers so far; names in alphabetical order, as Keras logs them.</summary>
    public Logs Results(string prefix = "")
    {
        var results = _results.Run();
        var values = new SortedDictionary<string, double>(StringComparer.Ordinal) { ["loss"] = results[0] };
        for (var i = 0; i < _entries.Count; i++)
        {
            values[_entries[i].Name] = results[i + 1];
        }

        for (var i = 0; i < _outputLosses.Count; i++)
        {
            values[_outputLosses[i].Name] = results[_entries.Count + 1 + i];
        }

        var logs = new Logs();
        foreach (var (name, value) in values)
        {
            logs[prefix + name] = value;
        }

        return logs;
    }

    /// <summary>A metric, the output that it watches, and its variables.</summary>
    private sealed class Entry(Metric metric, int output, bool weighted, string name)
    {
        public Metric Metric { get; } = metric;

        public int Output { get; } = output;

        public bool IsWeighted { get; } = weighted;

        public string Name { get; } = name;

        public Variable[] State { get; } =
            [.. metric.State.Select(x => new Variable(x.Name, $"{name}/{x.Name}", x.Shape, DType.Float32, trainable: false))];

        public Tensor[] Values => [.. State.Select(variable => variable.Value)];
    }

    /// <summary>The mean of batch losses, weighted by the size of the batch.</summary>
    private sealed class Running(string name)
    {
        private readonly Variable _total = new("total", $"{name}/total", Shape.Scalar, DType.Float32, trainable: false);
        private readonly Variable _count = new("count", $"{name}/count", Shape.Scalar, DType.Float32, trainable: false);

        public string Name { get; } = name;

        public IEnumerable<Variable> State => [_total, _count];

        public Tensor Mean => _total.Value / Tensor.Maximum(_count.Value, 1);

        public IEnumerable<Update> Add(Tensor loss, int batchSize) =>
            [new Update(_total, _total.Value + loss * batchSize), new Update(_count, _count.Value + batchSize)];
    }
}
