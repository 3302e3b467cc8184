using Lamina.Backends.Reference;
using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.Golden.Tests.Running;

/// <summary>A backend as tests of training steps use it: a graph of updates, run again and again with new parameters.</summary>
internal sealed record StepBackend(string Name, Func<Graph, Action<GoldenTensor[]>> Bind)
{
    public static StepBackend[] All { get; } = [new("reference", Interpret), new("compiled", Compile)];

    private static Action<GoldenTensor[]> Interpret(Graph graph) => parameters =>
    {
        var values = ReferenceBackend.Evaluate(graph.Nodes, [.. parameters.Select(parameter => parameter.Values)]);
        foreach (var update in graph.Updates)
        {
            var value = values[update.Value.Node];
            if (update.Variable.DType == DType.Int32)
            {
                Array.ConvertAll(value, x => (int)x).CopyTo(update.Variable.Ints);
            }
            else
            {
                Array.ConvertAll(value, x => (float)x).CopyTo(update.Variable.Floats);
            }
        }
    };

    private static Action<GoldenTensor[]> Compile(Graph graph)
    {
        var run = new CompiledGraph(graph).Rent();
        return parameters =>
        {
            foreach (var (i, parameter) in parameters.Index())
            {
                // A parameter's first axis is its rows.
                run.Feed(i, new RowSource(parameter.ToTensor()), 0, parameter.Shape[0]);
            }

            Assert.True(run.Execute());
        };
    }
}
