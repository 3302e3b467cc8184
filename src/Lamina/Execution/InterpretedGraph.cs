using Lamina.Backends.Reference;
using Lamina.Graphs;

namespace Lamina.Execution;

/// <summary>A graph of a few numbers, run by the interpreter: compiling it would take longer than all its runs.</summary>
internal sealed class InterpretedGraph(Graph graph)
{
    /// <summary>The outputs from the variables as they are.</summary>
    public double[][] Run() => ReferenceBackend.Run(graph);
}
