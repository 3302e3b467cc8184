using Lamina.Backends.Reference.Definitions;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>The definition of every op: float64, plain loops, one node after the other.</summary>
/// <remarks>Integers and truth values are held as doubles too, exactly up to 2⁵³. What is float32 elsewhere is not
/// rounded here: the reference says what is right, and fast kernels are compared with it.</remarks>
internal static class ReferenceBackend
{
    /// <summary>Computes the graph's outputs for the given parameters; variables are read, not changed.</summary>
    public static double[][] Run(Graph graph, params IReadOnlyList<double[]> parameters)
    {
        var values = Evaluate(graph.Nodes, parameters);
        return [.. graph.Outputs.Select(output => values[output.Node])];
    }

    /// <summary>The values of one tensor that needs no parameters.</summary>
    public static double[] Run(Tensor tensor) => Run(new Graph([tensor]))[0];

    /// <summary>The values of all nodes.</summary>
    public static Dictionary<Node, double[]> Evaluate(IEnumerable<Node> order, IReadOnlyList<double[]> parameters)
    {
        var values = new Dictionary<Node, double[]>();
        foreach (var node in order)
        {
            values[node] = node.Op switch
            {
                Parameter parameter => parameters[parameter.Position],
                SourceOp source => ReferenceSources.Evaluate(source),
                _ => Evaluate(node, [.. node.Inputs.Select(input => values[input.Node])]),
            };
        }

        return values;
    }

    private static double[] Evaluate(Node node, double[][] x)
    {
        var shape = node.Output.Shape;
        var from = node.Inputs[0].Shape;
        return node.Op switch
        {
            Where => ReferenceElementwise.Where(node, x),
            Broadcast or WriteOut => ReferenceElementwise.Map(node, x, static a => a),
            IInterpreted => DefinitionTable.Run(node, x),
            ComparisonOp or ElementwiseBinaryOp or BitwiseOp => ReferenceElementwise.Binary(node, x),
            IFusedOp fused => Fused(fused, node, x),
            Sum op => ReferenceReductions.Reduce(x[0], from, op.Axes, 0, static (sum, a) => sum + a),
            Max op => ReferenceReductions.Reduce(x[0], from, op.Axes, double.NegativeInfinity, Math.Max),
            ArgMax op => ReferenceReductions.ArgMax(x[0], from, op.Axis),
            ArgSort op => ReferenceReductions.ArgSort(x[0], from, op.Axis, op.Descending),
            SoftmaxGradient => ReferenceReductions.SoftmaxGradient(x[0], x[1], shape),
            CumulativeSum op => ReferenceReductions.CumulativeSum(x[0], from, op.Axis, op.Reverse),
            MatMul op => ReferenceMatMul.Run(op, node, x[0], x[1]),
            ConvolutionOp op => ReferenceConvolution.Run(op, node, x[0], x[1]),
            MaxPool op => ReferencePooling.Max(op.Windows, node, x[0]),
            MaxPoolPick op => ReferencePooling.Pick(op.Windows, node, x[0], x[1]),
            MaxPoolSpread op => ReferencePooling.Spread(op.Windows, node, x[0], x[1]),
            AveragePool op => ReferencePooling.Average(op, node, x[0]),
            AveragePoolSpread op => ReferencePooling.Average(op, node, x[0]),
            Reshape or OwnGradient => x[0],
            Transpose op => ReferenceShaping.Transpose(x[0], from, op.Order),
            Slice op => ReferenceShaping.Slice(x[0], from, op),
            Part op => ReferenceShaping.Part(x[0], from, op),
            Pad op => ReferenceShaping.Pad(x[0], from, shape, op),
            Concat op => ReferenceShaping.Concat(node, x, op.Axis),
            Gather => ReferenceIndexing.Gather(node, x[0], x[1]),
            ScatterAdd => ReferenceIndexing.ScatterAdd(node, x[0], x[1]),
            GatherSum => ReferenceIndexing.GatherSum(node, x),
            ScatterAddRepeated => ReferenceIndexing.ScatterAddRepeated(node, x),
            TakeAlong op => ReferenceIndexing.TakeAlong(node, x[0], x[1], op.Axis),
            AddAlong op => ReferenceIndexing.AddAlong(node, x[0], x[1], op.Axis),
            RandomUniform op => ReferenceSources.Uniform(op, (long)x[0][0]),
            UnaryOp { IsElementwise: true } => ReferenceElementwise.Unary(node, x),
            _ => throw new MissingKernelException(node.Op, "reference"),
        };
    }

    private static double[] Fused(IFusedOp op, Node node, double[][] x)
    {
        Tensor[] parameters = [.. node.Inputs.Select((input, i) => new Parameter(input.Type, $"x{i}", i).Of())];
        return Run(new Graph([op.Define(parameters)]), x)[0];
    }
}
