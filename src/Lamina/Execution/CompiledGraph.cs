using System.Collections.Concurrent;
using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;

namespace Lamina.Execution;

/// <summary>A graph compiled once, to be run from any number of threads.</summary>
/// <remarks>A run borrows memory of its own and gives it back: there is never more than for the runs that happened at the
/// same time, and after the first runs none is made.</remarks>
internal sealed class CompiledGraph
{
    private readonly ConcurrentBag<PlanRun> _idle = [];
    private readonly IBackend _backend;

    public CompiledGraph(Graph graph, IBackend? backend = null)
    {
        _backend = backend ?? CpuBackend.Instance;
        Plan = PlanCompiler.Run(graph, static scalar => ReferenceBackend.Run(scalar)[0]);
    }

    public Plan Plan { get; }

    /// <summary>Borrows what a run needs.</summary>
    public PlanRun Rent() => _idle.TryTake(out var run) ? run : new PlanRun(Plan, _backend.Bind(Plan));

    /// <summary>Gives it back.</summary>
    public void Return(PlanRun run) => _idle.Add(run);
}
