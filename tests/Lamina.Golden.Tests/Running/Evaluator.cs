using Lamina.Backends.Reference;
using Lamina.Execution;
using Lamina.Graphs;

namespace Lamina.Golden.Tests.Running;

/// <summary>What an output must be; null where nothing is known of it.</summary>
internal sealed record Expectation(string What, GoldenTensor? Values, Tolerance Tolerance);

/// <summary>Runs a function on all backends, and compares.</summary>
internal static class Evaluator
{
    private static readonly (string Name, Func<Graph, double[][]> Run)[] Backends =
    [
        ("reference", static graph => ReferenceBackend.Run(graph)),
        ("compiled", RunCompiled),
    ];

    /// <summary>Calls a function with inputs, and asserts that each output is as expected on every backend.</summary>
    public static void Check(
        GoldenTensor[] inputs, Func<Tensor[], Tensor[]> function, params Expectation[] expectations)
    {
        var outputs = function([.. inputs.Select(input => input.ToTensor())]);
        Check(outputs, expectations);
    }

    /// <summary>Asserts that each tensor is as expected on every backend.</summary>
    public static void Check(Tensor[] outputs, params Expectation[] expectations)
    {
        foreach (var (expectation, output) in expectations.Zip(outputs))
        {
            Assert.True(
                expectation.Values is not { } expected || expected.Shape == output.Shape,
                $"{expectation.What}: shape {expectation.Values?.Shape} expected, {output.Shape} given.");
        }

        var graph = new Graph(outputs);
        foreach (var (name, run) in Backends)
        {
            foreach (var (expectation, values) in expectations.Zip(run(graph)))
            {
                Compare(expectation, values, name);
            }
        }
    }

    /// <summary>Asserts that values are as expected.</summary>
    public static void Compare(Expectation expectation, double[] actual, string backend)
    {
        var expected = expectation.Values?.Values ?? actual;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expectation.Tolerance.Admits(expected[i], actual[i]),
                $"{expectation.What} ({backend}), place {i}: expected {expected[i]:R}, given {actual[i]:R}.");
        }
    }

    private static double[][] RunCompiled(Graph graph)
    {
        var run = new CompiledGraph(graph).Rent();
        run.Execute();
        return [.. graph.Outputs.Select((_, i) => run.OutputTensor(i).ToArray<double>())];
    }
}
