using System.Collections.Concurrent;
using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;

namespace Lamina.Execution;

/// <summary>A graph compiled once, to be run from any number of threads.</summary>
/// <remarks>A run borrows memory of its own and gives it back: there is never more than for the runs that happened at the
/// same time, and after the first runs none is made. A graph that computes in float64 is interpreted instead.</remarks>
internal sealed class CompiledGraph
{
    private readonly ConcurrentBag<GraphRun> _idle = [];
    private readonly Func<GraphRun> _make;

    public CompiledGraph(Graph graph, IBackend? backend = null)
    {
        if (graph.Nodes.Any(node => node.Output.DType == DType.Float64))
        {
            _make = () => new ReferenceRun(graph);
            return;
        }

        var machine = backend ?? CpuBackend.Instance;
        var plan = PlanCompiler.Run(graph, static scalar => ReferenceBackend.Run(scalar)[0]);
        _make = () => new PlanRun(plan, machine.Bind(plan));
    }

    /// <summary>Borrows what a run needs.</summary>
    public GraphRun Rent() => _idle.TryTake(out var run) ? run : _make();

    /// <summary>Gives it back.</summary>
    public void Return(GraphRun run) => _idle.Add(run);
}
