using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Orders clusters, and finds the variable updates that may be written in place.</summary>
/// <remarks>An update may be computed straight into the variable's memory if all other readers of the old value, and all
/// checks, can run before; each such wish is an edge of the order, dropped where it would close a cycle (then the new
/// value is copied at the end).</remarks>
internal sealed class Schedule
{
    private readonly Graph _graph;
    private readonly List<Cluster> _clusters;
    private readonly Dictionary<Node, int> _producer = [];
    private readonly List<HashSet<int>> _after;
    private readonly HashSet<int> _checks;

    private Schedule(Graph graph, List<Cluster> clusters)
    {
        _graph = graph;
        _clusters = clusters;
        for (var i = 0; i < clusters.Count; i++)
        {
            foreach (var node in clusters[i].Nodes)
            {
                _producer[node] = i;
            }
        }

        _after = [.. clusters.Select(_ => new HashSet<int>())];
        for (var i = 0; i < clusters.Count; i++)
        {
            foreach (var input in clusters[i].Inputs)
            {
                if (_producer.TryGetValue(Plan.Resolve(input.Node), out var from))
                {
                    _after[from].Add(i);
                }
            }
        }

        _checks = [.. graph.Checks.Select(check => Plan.Resolve(check.Node)).Where(_producer.ContainsKey).Select(n => _producer[n])];
    }

    /// <summary>The steps in order, and the variables that are written in place, by the node that gives the new value.</summary>
    public static (List<PlanStep> Steps, Dictionary<Node, Variable> InPlace) Run(Graph graph, List<Cluster> clusters)
    {
        var schedule = new Schedule(graph, clusters);
        var inPlace = schedule.FindInPlace();
        return (schedule.Order(inPlace), inPlace);
    }

    private Dictionary<Node, Variable> FindInPlace()
    {
        var inPlace = new Dictionary<Node, Variable>();
        var outputs = _graph.Outputs.Concat(_graph.Checks).Select(x => Plan.Resolve(x.Node)).ToHashSet();
        foreach (var (variable, value) in _graph.Updates)
        {
            var node = Plan.Resolve(value.Node);
            if (_producer.TryGetValue(node, out var writer) && node.Output.Shape.Size == value.Shape.Size
                && !inPlace.ContainsKey(node) && !outputs.Contains(node) && MayWrite(writer, node, variable))
            {
                inPlace.Add(node, variable);
            }
        }

        return inPlace;
    }

    private bool MayWrite(int writer, Node value, Variable variable)
    {
        var cluster = _clusters[writer];
        var before = new HashSet<int>(_checks);
        for (var i = 0; i < _clusters.Count; i++)
        {
            if (_clusters[i].Inputs.Any(Reads))
            {
                before.Add(i);
            }
        }

        // The writer itself may read the old value, element by element at the place that it then writes; but its product is
        // written before any elementwise node reads.
        if (before.Remove(writer)
            && (_checks.Contains(writer) || value == cluster.Root || cluster.RootInputs.Any(Reads)
                || Cluster.SpaceOf(variable.Shape) != cluster.Space))
        {
            return false;
        }

        if (before.Any(other => Reaches(writer, other)))
        {
            return false;
        }

        foreach (var other in before)
        {
            _after[other].Add(writer);
        }

        return true;

        bool Reads(Tensor x) => Plan.Resolve(x.Node).Op is ReadVariable read && read.Variable == variable;
    }

    private bool Reaches(int from, int to)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var i))
        {
            if (i == to)
            {
                return true;
            }

            foreach (var next in _after[i].Where(seen.Add))
            {
                open.Push(next);
            }
        }

        return false;
    }

    // Among the clusters that are ready, the one whose last node stands first in the graph: close to the order in which
    // the model was written, so values are used soon after they are made.
    private List<PlanStep> Order(Dictionary<Node, Variable> inPlace)
    {
        var index = _graph.Nodes.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var waiting = new int[_clusters.Count];
        foreach (var next in _after.SelectMany(set => set))
        {
            waiting[next]++;
        }

        var ready = new PriorityQueue<int, int>();
        for (var i = 0; i < waiting.Length; i++)
        {
            MakeReady(i);
        }

        // Checks of what is there before the first cluster: a parameter or a variable.
        var steps = new List<PlanStep>(_graph.Checks
            .Where(check => !_producer.ContainsKey(Plan.Resolve(check.Node)))
            .Select(check => new CheckFinite(check)));
        while (ready.TryDequeue(out var i, out _))
        {
            steps.Add(new RunCluster(_clusters[i]));
            if (_checks.Contains(i))
            {
                steps.AddRange(_graph.Checks
                    .Where(check => _producer.GetValueOrDefault(Plan.Resolve(check.Node), -1) == i)
                    .Select(check => new CheckFinite(check)));
            }

            foreach (var next in _after[i])
            {
                waiting[next]--;
                MakeReady(next);
            }
        }

        steps.AddRange(_graph.Updates
            .Where(update => !(inPlace.TryGetValue(Plan.Resolve(update.Value.Node), out var variable) && variable == update.Variable))
            .Select(update => new CopyToVariable(update.Value, update.Variable)));
        return steps.Count(step => step is RunCluster) == _clusters.Count
            ? steps
            : throw new InvalidOperationException("The clusters wait for each other: an error in Fuse.");

        void MakeReady(int i)
        {
            if (waiting[i] == 0)
            {
                ready.Enqueue(i, _clusters[i].Nodes.Max(node => index[node]));
            }
        }
    }
}
