using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Reference;

/// <summary>Functions of the elements at one (broadcast) place.</summary>
internal static class ReferenceElementwise
{
    public static double[] Unary(Node node, double[][] x) => Map(node, x, Function(node));

    public static double[] Binary(Node node, double[][] x)
    {
        var function = BinaryFunction(node);
        var (a, b) = (new Broadcaster(node, 0), new Broadcaster(node, 1));
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = function(x[0][a.Source(i)], x[1][b.Source(i)]);
        }

        return y;
    }

    public static double[] Where(Node node, double[][] x)
    {
        var (mask, a, b) = (new Broadcaster(node, 0), new Broadcaster(node, 1), new Broadcaster(node, 2));
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = x[0][mask.Source(i)] != 0 ? x[1][a.Source(i)] : x[2][b.Source(i)];
        }

        return y;
    }

    public static double[] Map(Node node, double[][] x, Func<double, double> function)
    {
        var a = new Broadcaster(node, 0);
        var y = new double[node.Output.Shape.Size];
        for (var i = 0; i < y.Length; i++)
        {
            y[i] = function(x[0][a.Source(i)]);
        }

        return y;
    }

    private static Func<double, double> Function(Node node) => node.Op switch
    {
        Negate => static x => -x,
        Abs => Math.Abs,
        Sign => static x => double.IsNaN(x) ? x : Math.Sign(x),
        Floor => Math.Floor,
        Round => static x => Math.Round(x, MidpointRounding.ToEven),
        IsFinite => static x => double.IsFinite(x) ? 1 : 0,
        LogicalNot => static x => x == 0 ? 1 : 0,
        Square => static x => x * x,
        Sqrt => Math.Sqrt,
        Rsqrt => static x => 1 / Math.Sqrt(x),
        Exp => Math.Exp,
        Expm1 => SpecialFunctions.Expm1,
        Log => Math.Log,
        Log1p => SpecialFunctions.Log1p,
        Sin => Math.Sin,
        Cos => Math.Cos,
        Tanh => Math.Tanh,
        Sigmoid => static x => x >= 0 ? 1 / (1 + Math.Exp(-x)) : Math.Exp(x) / (1 + Math.Exp(x)),
        Erf => SpecialFunctions.Erf,
        Arctan => Math.Atan,
        Relu => static x => x > 0 || double.IsNaN(x) ? x : 0,
        StopGradient => static x => x,
        Cast { To: DType.Bool } => static x => x != 0 ? 1 : 0,
        Cast { To: DType.Int32 or DType.Int64 or DType.UInt8 } => Math.Truncate,
        Cast => static x => x,
        _ => throw new MissingKernelException(node.Op, "reference"),
    };

    private static Func<double, double, double> BinaryFunction(Node node) => (node.Op, node.Output.DType.IsInteger) switch
    {
        (FloorDivide, true) => static (a, b) => b == 0 ? 0 : Math.Floor(a / b),
        (FloorDivide, _) => SpecialFunctions.FloorDivide,
        (Modulo, true) => static (a, b) => b == 0 ? 0 : SpecialFunctions.Modulo(a, b),
        (Modulo, _) => SpecialFunctions.Modulo,
        (Remainder, true) => static (a, b) => b == 0 ? 0 : a % b,
        (BitwiseAnd, _) => static (a, b) => (long)a & (long)b,
        (BitwiseOr, _) => static (a, b) => (long)a | (long)b,
        (BitwiseXor, _) => static (a, b) => (long)a ^ (long)b,
        (LeftShift, _) => static (a, b) => b is < 0 or > 31 ? 0 : (int)a << (int)b,
        (RightShift, _) => static (a, b) => (int)a >> (b is < 0 or > 31 ? 31 : (int)b),
        _ => BinaryFunction(node.Op),
    };

    private static Func<double, double, double> BinaryFunction(Op op) => op switch
    {
        Arctan2 => Math.Atan2,
        Hypot => double.Hypot,
        Remainder => static (a, b) => a % b,
        Add => static (a, b) => a + b,
        Subtract => static (a, b) => a - b,
        Multiply => static (a, b) => a * b,
        Divide => static (a, b) => a / b,
        Power => Math.Pow,
        Maximum => Math.Max,
        Minimum => Math.Min,
        Less => static (a, b) => a < b ? 1 : 0,
        LessOrEqual => static (a, b) => a <= b ? 1 : 0,
        Equal => static (a, b) => a == b ? 1 : 0,
        NotEqual => static (a, b) => a != b ? 1 : 0,
        LogicalAnd => static (a, b) => a != 0 && b != 0 ? 1 : 0,
        LogicalOr => static (a, b) => a != 0 || b != 0 ? 1 : 0,
        _ => throw new MissingKernelException(op, "reference"),
    };

    /// <summary>Where, in an input, the element lies that broadcasts to a place of the output.</summary>
    private readonly struct Broadcaster
    {
        private readonly int[] _strides;
        private readonly Shape _output;

        public Broadcaster(Node node, int input)
        {
            _output = node.Output.Shape;
            var shape = node.Inputs[input].Shape;
            _strides = new int[_output.Rank];
            var stride = 1;
            for (var i = 1; i <= shape.Rank; i++)
            {
                _strides[^i] = shape[shape.Rank - i] == 1 ? 0 : stride;
                stride *= shape[shape.Rank - i];
            }
        }

        public int Source(int place)
        {
            var source = 0;
            for (var axis = _output.Rank - 1; axis >= 0; axis--)
            {
                source += place % _output[axis] * _strides[axis];
                place /= _output[axis];
            }

            return source;
        }
    }
}
