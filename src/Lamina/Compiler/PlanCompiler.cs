using Lamina.Graphs;

namespace Lamina.Compiler;

/// <summary>The passes in order, from a traced graph to a plan.</summary>
/// <remarks><c>LAMINA_PRINT=Simplify</c> (or another pass, or <c>all</c>) prints the graph before and after that pass to
/// standard error. In debug builds the graph is verified after each.</remarks>
internal static class PlanCompiler
{
    /// <summary>Compiles a graph.</summary>
    /// <param name="graph">The function as traced.</param>
    /// <param name="evaluate">Computes a scalar that depends on constants only.</param>
    public static Plan Run(Graph graph, Func<Tensor, double> evaluate)
    {
        graph = Pass("Stabilize", graph, static g => Rewriter.Run(Stabilize.Rules, g));
        graph = Pass("RectifyLater", graph, static g => Rewriter.Run(RectifyLater.Rules, g));
        graph = Pass("Simplify", graph, g => Rewriter.RunToEnd(Simplify.Rules(evaluate), g));
        graph = Pass("LowerBroadcasts", graph, static g => Rewriter.Run(LowerBroadcasts.Rules, g));
        graph = Pass("KeepOldValues", graph, KeepOldValues.Run);
        graph = Pass("CommonSubexpressions", graph, CommonSubexpressions.Run);
        graph = Pass("ShareTraces", graph, ShareTraces.Run);
        graph = Pass("Recompute", graph, Recompute.Run);
        var clusters = Fuse.Run(graph);
        var (steps, inPlace) = Schedule.Run(graph, clusters);
        var plan = PlanMemory.Run(graph, steps, inPlace);
        if (Prints("Fuse"))
        {
            Console.Error.Write(PlanPrinter.Print(plan));
        }

        return plan;
    }

    private static Graph Pass(string name, Graph before, Func<Graph, Graph> pass)
    {
        var after = pass(before);
        Verify(after, name);
        if (Prints(name))
        {
            Console.Error.Write($"before {name}:\n{GraphPrinter.Print(before)}after {name}:\n{GraphPrinter.Print(after)}");
        }

        return after;
    }

    [System.Diagnostics.Conditional("DEBUG")]
    private static void Verify(Graph graph, string pass) => GraphVerifier.Verify(graph, pass);

    private static bool Prints(string pass) =>
        Environment.GetEnvironmentVariable("LAMINA_PRINT") is { } wanted
        && (wanted == "all" || wanted.Split(',').Contains(pass));
}
