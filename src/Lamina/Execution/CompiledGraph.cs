using System.Collections.Concurrent;
using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Backends.Reference;
using Lamina.Compiler;
using Lamina.Graphs;

namespace Lamina.Execution;

/// <summary>A graph compiled once, to be run from any number of threads.</summary>
/// <remarks>A run borrows a bound plan, with memory of its own, and gives it back: there are never more than ran at the
/// same time, and after the first runs none is made.</remarks>
internal sealed class CompiledGraph
{
    private readonly ConcurrentBag<IBoundPlan> _idle = [];
    private readonly IBackend _backend;

    public CompiledGraph(Graph graph, IBackend? backend = null)
    {
        _backend = backend ?? CpuBackend.Instance;
        Plan = PlanCompiler.Run(graph, static scalar => ReferenceBackend.Run(scalar)[0]);
    }

    public Plan Plan { get; }

    /// <summary>Borrows a bound plan.</summary>
    public IBoundPlan Rent() => _idle.TryTake(out var plan) ? plan : _backend.Bind(Plan);

    /// <summary>Gives a bound plan back.</summary>
    public void Return(IBoundPlan plan) => _idle.Add(plan);
}
