using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Compiler;

/// <summary>Gives every tensor its place: variables and constants their own, all else an offset in one arena, shared by
/// tensors that are not alive at the same time.</summary>
internal sealed class PlanMemory
{
    /// <summary>Offsets are multiples of this many elements (64 bytes), and so much slack lies behind each tensor.</summary>
    private const int Alignment = 16;

    private readonly Graph _graph;
    private readonly IReadOnlyList<PlanStep> _steps;
    private readonly Dictionary<Node, Storage> _places = [];
    private readonly Dictionary<Node, Lifetime> _lifetimes = [];

    private PlanMemory(Graph graph, IReadOnlyList<PlanStep> steps)
    {
        _graph = graph;
        _steps = steps;
    }

    public static Plan Run(Graph graph, List<PlanStep> steps, Dictionary<Node, Variable> inPlace)
    {
        var memory = new PlanMemory(graph, steps);
        memory.PlaceSources();
        foreach (var (node, variable) in inPlace)
        {
            memory._places[node] = new VariableStorage(variable);
        }

        memory.FindLifetimes();
        memory.ShareInPlace();
        memory.ShareGates();
        return new Plan(graph, steps, memory._places, memory.AssignOffsets());
    }

    private void PlaceSources()
    {
        foreach (var node in _graph.Nodes)
        {
            if (node.Op is ReadVariable read)
            {
                _places[node] = new VariableStorage(read.Variable);
            }
            else if (node.Op is Constant or Fill or Iota)
            {
                _places[node] = new ConstantStorage((SourceOp)node.Op);
            }
        }
    }

    private void FindLifetimes()
    {
        foreach (var parameter in _graph.Parameters)
        {
            _lifetimes[parameter] = new Lifetime(parameter, -1);
        }

        for (var i = 0; i < _steps.Count; i++)
        {
            var (reads, writes) = _steps[i] switch
            {
                RunCluster run => (run.Cluster.Inputs, run.Cluster.Outputs),
                CopyToVariable copy => ([copy.From], []),
                CheckFinite check => ([check.Value], []),
                _ => ((IReadOnlyList<Tensor>)[], (IReadOnlyList<Tensor>)[]),
            };
            foreach (var output in writes.Where(output => !_places.ContainsKey(output.Node)))
            {
                _lifetimes[output.Node] = new Lifetime(output.Node, i);
            }

            foreach (var input in reads)
            {
                Extend(input, i);
            }
        }

        foreach (var output in _graph.Outputs)
        {
            Extend(output, _steps.Count);
        }
    }

    private void Extend(Tensor tensor, int step)
    {
        if (_lifetimes.TryGetValue(Plan.Resolve(tensor.Node), out var lifetime))
        {
            lifetime.Last = Math.Max(lifetime.Last, step);
        }
    }

    // An elementwise result may replace an operand of the same size that nobody reads afterwards.
    private void ShareInPlace()
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i] is not RunCluster { Cluster: var cluster })
            {
                continue;
            }

            var readByRoot = cluster.RootInputs.Select(x => Plan.Resolve(x.Node)).ToHashSet();
            var operands = cluster.Inputs
                .Where(x => Cluster.SpaceOf(x.Shape) == cluster.Space && !readByRoot.Contains(Plan.Resolve(x.Node)))
                .Where(x => Plan.Resolve(x.Node).Output.Shape.Size == x.Shape.Size)
                .Select(x => _lifetimes.GetValueOrDefault(Plan.Resolve(x.Node)))
                .OfType<Lifetime>()
                .Where(x => x.Last == i && x.First >= 0)
                .ToHashSet();
            foreach (var output in cluster.Outputs.Where(x => Cluster.SpaceOf(x.Shape) == cluster.Space))
            {
                if (cluster.Elementwise.Contains(output.Node) && operands.Count > 0
                    && _lifetimes.TryGetValue(output.Node, out var lifetime) && lifetime.Host is null)
                {
                    var host = operands.First();
                    operands.Remove(host);
                    lifetime.Host = host.Host ?? host;
                    lifetime.Host.Last = Math.Max(lifetime.Host.Last, lifetime.Last);
                }
            }
        }
    }

    // A recurrence writes its gates over what its inputs gave; and their gradients over them, if nothing else reads them.
    private void ShareGates()
    {
        var users = _graph.Users();
        for (var i = 0; i < _steps.Count; i++)
        {
            if (_steps[i] is not RunCluster { Cluster.Root: { Op: Recurrence { Result: RecurrenceResult.Trace } op } root }
                || !_lifetimes.TryGetValue(root, out var trace))
            {
                continue;
            }

            var z = root.Inputs[0];
            var rows = op.Form.RowsOf(RecurrenceResult.Trace, z.Shape[0]);
            var start = (long)rows.Gates * root.Output.Shape[1..].Size;
            if (_lifetimes.TryGetValue(Plan.Resolve(z.Node), out var from) && from.Last == i && from.First >= 0
                && from.Node.Output.Shape.Size == z.Shape.Size)
            {
                MoveInto(trace, from, start);
            }

            var gradients = users[root].Where(user => user.Op is RecurrenceGradient).ToList();
            if (gradients is [var gradient] && !op.Form.HasInnerGradient && _lifetimes.TryGetValue(gradient, out var to)
                && users[root].TrueForAll(user => user == gradient || IsApart(user, rows, users)))
            {
                MoveInto(trace, to, start);
            }
        }
    }

    // Whether a user of the trace reads none of the gates, or hands them to their gradient alone.
    private static bool IsApart(Node user, RecurrenceRows rows, Dictionary<Node, List<Node>> users) => user.Op is Part part
        && (part.Start + part.Count <= rows.Gates || part.Start >= rows.Extras
            || users[user].TrueForAll(alias => alias.Op is RecurrenceGradient
                || (alias.Op is Reshape && users[alias].TrueForAll(reader => reader.Op is RecurrenceGradient))));

    private void MoveInto(Lifetime host, Lifetime guest, long start)
    {
        if (guest.Host is null && host.Host is null && !_lifetimes.Values.Any(other => other.Host == guest))
        {
            (guest.Host, guest.Start) = (host, start);
            (host.First, host.Last) = (Math.Min(host.First, guest.First), Math.Max(host.Last, guest.Last));
        }
    }

    // Largest first, each at the lowest offset where it meets no other of its time.
    private long AssignOffsets()
    {
        var placed = new List<(Lifetime Life, long Start, long End)>();
        foreach (var life in _lifetimes.Values.Where(x => x.Host is null).OrderByDescending(x => x.Elements).ThenBy(x => x.First))
        {
            var offset = 0L;
            foreach (var (_, start, end) in placed.Where(other => other.Life.Overlaps(life)).OrderBy(other => other.Start))
            {
                if (offset + life.Elements <= start)
                {
                    break;
                }

                offset = Math.Max(offset, end);
            }

            placed.Add((life, offset, offset + life.Elements));
            life.Offset = offset;
        }

        foreach (var life in _lifetimes.Values)
        {
            _places[life.Node] = new ArenaStorage((life.Host ?? life).Offset + life.Start);
        }

        return placed.Count == 0 ? 0 : placed.Max(x => x.End);
    }

    private sealed class Lifetime(Node node, int first)
    {
        public Node Node { get; } = node;

        public long Elements { get; } = (((long)node.Output.Shape.Size + Alignment - 1) / Alignment * Alignment) + Alignment;

        public int First { get; set; } = first;

        public int Last { get; set; } = first;

        public long Offset { get; set; }

        /// <summary>The operand whose place this takes over.</summary>
        public Lifetime? Host { get; set; }

        /// <summary>Where in that place this begins, in elements.</summary>
        public long Start { get; set; }

        public bool Overlaps(Lifetime other) => First <= other.Last && other.First <= Last;
    }
}
