using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>The definition of each op that every machine interprets: one row an op.</summary>
internal static class DefinitionTable
{
    /// <summary>The definition of a node's op for the shapes of the node.</summary>
    public static Definition Of(Node node)
    {
        var (from, dtype) = (node.Inputs[0].Shape, node.Output.DType);
        return node.Op switch
        {
            Erfc => Each(SpecialFunctions.Erfc),
            Erfinv => Each(SpecialFunctions.Erfinv),
            Polygamma op => Each(a => GammaFunctions.Polygamma(op.Order, a)),
            BesselI op => Each(a => BesselFunctions.I(op.Order, a)),
            Bitcast op => Each(Bits(op)),
            GammaInc => Each(GammaFunctions.LowerIncomplete),
            NextAfter => Each(dtype == DType.Float64 ? NextDouble : NextSingle),
            Gcd => Each(static (a, b) => CommonDivisor((long)a, (long)b)),
            SegmentMax => (x, y) => SegmentDefinitions.Join(x[0], x[1], y, Least(dtype), Math.Max),
            SegmentProduct => static (x, y) => SegmentDefinitions.Join(x[0], x[1], y, 1, static (a, b) => a * b),
            LastPlace => static (x, y) => SegmentDefinitions.LastPlaces(x[0], y),
            SearchSorted op => (x, y) => SegmentDefinitions.Search(x[0], x[1], y, op.Right),
            Fourier op => (x, y) => FourierDefinition.Run(x[0], y, from[from.Rank - 2], op.Inverse),
            SolveOp op => SolveDefinitions.Of(op, node.Inputs[1].Shape),
            MatrixOp op => MatrixDefinitions.Of(op, from, node.Output.Shape),
            _ => throw new MissingKernelException(node.Op, "reference"),
        };
    }

    /// <summary>Runs the definition into a new array.</summary>
    public static double[] Run(Node node, double[][] x)
    {
        var y = new double[node.Output.Shape.Size];
        Of(node)(x, y);
        return y;
    }

    private static Definition Each(Func<double, double> function) => (x, y) =>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = function(x[0][i]);
        }
    };

    private static Definition Each(Func<double, double, double> function) => (x, y) =>
    {
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = function(x[0][i], x[1][i]);
        }
    };

    private static Func<double, double> Bits(Bitcast op) => op.To == DType.Int32
        ? static x => BitConverter.SingleToInt32Bits((float)x)
        : static x => BitConverter.Int32BitsToSingle((int)x);

    private static double CommonDivisor(long a, long b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return Math.Abs(a);
    }

    private static double NextDouble(double a, double b) => a == b ? b
        : double.IsNaN(a) || double.IsNaN(b) ? double.NaN
        : a < b ? Math.BitIncrement(a) : Math.BitDecrement(a);

    private static double NextSingle(double a, double b) => a == b ? b
        : double.IsNaN(a) || double.IsNaN(b) ? double.NaN
        : a < b ? MathF.BitIncrement((float)a) : MathF.BitDecrement((float)a);

    private static double Least(DType dtype) => dtype switch
    {
        DType.Int32 => int.MinValue,
        DType.UInt8 => 0,
        _ => double.NegativeInfinity,
    };
}
