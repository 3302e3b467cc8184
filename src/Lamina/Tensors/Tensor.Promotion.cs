using Lamina.Ops;

namespace Lamina;

// How operands of different dtypes meet in functions that accept them.
public sealed partial class Tensor
{
    /// <summary>The dtype in which values of two dtypes meet: a float before integers, more bits before
    /// fewer.</summary>
    internal static DType ResultType(DType a, DType b) => a == b ? a : Precedence(a) > Precedence(b) ? a : b;

    /// <summary>Two tensors in the dtype in which they meet.</summary>
    internal static (Tensor A, Tensor B) Alike(Tensor a, Tensor b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var dtype = ResultType(a.DType, b.DType);
        return (a.Cast(dtype), b.Cast(dtype));
    }

    /// <summary>Two tensors in the floating-point dtype in which they meet; of integers, float32.</summary>
    internal static (Tensor A, Tensor B) FloatsAlike(Tensor a, Tensor b)
    {
        var (x, y) = Alike(a, b);
        return (x.Floats(), y.Floats());
    }

    /// <summary>The tensor itself if it is of a floating-point dtype, in float32 otherwise.</summary>
    internal Tensor Floats() => DType.IsFloat ? this : Cast(DType.Float32);

    /// <summary>Numbers: truth values as int32, all else as it is.</summary>
    internal Tensor Numbers() => DType == DType.Bool ? Cast(DType.Int32) : this;

    /// <summary>Truth values: what is not 0.</summary>
    internal Tensor Truth() => Cast(DType.Bool);

    /// <summary>Two tensors of one shape, the one to which both broadcast.</summary>
    internal static (Tensor A, Tensor B) Spread(string name, Tensor a, Tensor b)
    {
        var shape = Shape.TryBroadcast(a.Shape, b.Shape) ?? throw Mismatch.Shapes(
            $"{name} needs shapes that broadcast: aligned at the last axis, equal or 1.", ("a", a.Shape), ("b", b.Shape));
        return (a.BroadcastTo(shape), b.BroadcastTo(shape));
    }

    private static int Precedence(DType dtype) => dtype switch
    {
        DType.Bool => 0,
        DType.UInt8 => 1,
        DType.Int32 => 2,
        DType.Int64 => 3,
        DType.Float32 => 4,
        _ => 5,
    };
}
