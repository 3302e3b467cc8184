using Lamina.Backends.Cpu;
using Lamina.Backends.Reference;
using Lamina.Execution;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Tests.Backends;

/// <summary>Runs a graph compiled for the CPU and compares all that it gives with the float64 reference.</summary>
internal static class Conformance
{
    // A float32 rounding is 6·10⁻⁸; a graph of some ten ops and short sums loses two digits at most.
    private static readonly (double Relative, double Absolute) Tolerance = (5e-5, 5e-5);

    /// <summary>Compares outputs and updates of one run; the variables end as they began.</summary>
    public static void Check(Graph graph, float[][] parameters, SimdWidth width, string what)
    {
        var variables = Variables(graph);
        var before = variables.Select(variable => variable.Floats.ToArray()).ToList();
        var expected = ReferenceBackend.Evaluate(
            graph.Nodes, [.. parameters.Select(values => Array.ConvertAll(values, x => (double)x))]);
        // Every step that can goes to all threads, and all neighbours that may are grouped: what can go wrong, does.
        var run = new CompiledGraph(graph, new CpuBackend(width, worthHandingOver: 0)).Rent();
        for (var i = 0; i < parameters.Length; i++)
        {
            run.Feed(i, new RowSource(Tensor.Wrap(parameters[i], [parameters[i].Length])), 0, parameters[i].Length);
        }

        Assert.True(run.Execute());
        for (var i = 0; i < graph.Outputs.Length; i++)
        {
            Compare(expected[graph.Outputs[i].Node], run.OutputTensor(i).ToArray<double>(), $"{what}, {width}, output {i}");
        }

        foreach (var (variable, value) in graph.Updates)
        {
            var actual = Array.ConvertAll(variable.ToArray(), x => (double)x);
            Compare(expected[value.Node], actual, $"{what}, {width}, {variable.Path}");
        }

        for (var i = 0; i < variables.Count; i++)
        {
            before[i].CopyTo(variables[i].Floats);
        }
    }

    private static List<Variable> Variables(Graph graph) =>
    [
        .. graph.Nodes.Select(node => node.Op).OfType<ReadVariable>().Select(read => read.Variable)
            .Concat(graph.Updates.Select(update => update.Variable)).Distinct(),
    ];

    // Relative to the largest value: differences of large numbers lose digits.
    private static void Compare(double[] expected, double[] actual, string what)
    {
        var largest = expected.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty().Max();
        Near.Assert(expected, actual, (Tolerance.Relative, Tolerance.Absolute * Math.Max(1, largest)), what);
    }
}
