using Lamina.Backends;
using Lamina.Backends.Cpu;
using Lamina.Backends.Reference;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Golden.Tests.Running;

/// <summary>What a function of tensors must give.</summary>
internal sealed record Expectation(string What, GoldenTensor? Values, Tolerance Tolerance);

/// <summary>Runs a function on all backends, and compares.</summary>
internal static class Evaluator
{
    private static readonly (string Name, Func<Graph, double[][], double[][]> Run)[] Backends =
    [
        ("reference", static (graph, inputs) => ReferenceBackend.Run(graph, inputs)),
        ("compiled for the CPU", RunCompiled),
    ];

    /// <summary>Calls a function with inputs, and asserts that each output is as expected on every backend; an absent
    /// expectation is not checked.</summary>
    public static void Check(
        GoldenTensor[] inputs, Func<Tensor[], Tensor[]> function, params Expectation[] expectations)
    {
        var outputs = function([.. inputs.Select(
            (input, i) => new Parameter(new TensorType(input.Shape, input.DType), $"input{i}", i).Of())]);
        for (var i = 0; i < outputs.Length; i++)
        {
            if (expectations[i].Values is { } expected)
            {
                Assert.True(expected.Shape == outputs[i].Shape,
                    $"{expectations[i].What}: shape {expected.Shape} expected, {outputs[i].Shape} given.");
            }
        }

        var graph = new Graph(outputs);
        foreach (var (name, run) in Backends)
        {
            var values = run(graph, [.. inputs.Select(input => input.Values)]);
            foreach (var (expectation, actual) in expectations.Zip(values))
            {
                Compare(expectation, actual, name);
            }
        }
    }

    private static void Compare(Expectation expectation, double[] actual, string backend)
    {
        var expected = expectation.Values?.Values ?? actual;
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.True(
                expectation.Tolerance.Admits(expected[i], actual[i]),
                $"{expectation.What} ({backend}), place {i}: expected {expected[i]:R}, given {actual[i]:R}.");
        }
    }

    private static unsafe double[][] RunCompiled(Graph graph, double[][] inputs)
    {
        var bound = new CompiledGraph(graph).Rent();
        foreach (var node in graph.Parameters)
        {
            var (position, dtype) = (((Parameter)node.Op).Position, node.Output.DType);
            var lanes = bound.Parameter(position);
            for (var i = 0; i < inputs[position].Length && lanes is not null; i++)
            {
                if (dtype.IsInteger)
                {
                    ((int*)lanes)[i] = (int)inputs[position][i];
                }
                else
                {
                    lanes[i] = (float)inputs[position][i];
                }
            }
        }

        bound.Run();
        var outputs = new double[graph.Outputs.Length][];
        for (var i = 0; i < outputs.Length; i++)
        {
            var (shape, dtype) = (graph.Outputs[i].Shape, graph.Outputs[i].DType);
            outputs[i] = (double[])NumberArrays.Convert(Lanes.ToArray(bound.Output(i), shape.Size, dtype), typeof(double));
        }

        GC.KeepAlive(bound);
        return outputs;
    }
}
