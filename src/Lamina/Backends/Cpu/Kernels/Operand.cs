using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>How an elementwise loop reads one of its inputs.</summary>
internal unsafe interface IOperand
{
    static abstract V Load<L, V>(float* x, nint i)
        where L : struct, ILanes<V>
        where V : struct;
}

/// <summary>A tensor: element i for element i.</summary>
internal readonly unsafe struct Streamed : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<L, V>(float* x, nint i)
        where L : struct, ILanes<V>
        where V : struct => L.Load(x + i);
}

/// <summary>
/// One number for all elements. Loading with broadcast costs no more than loading, so nothing is hoisted.
/// </summary>
internal readonly unsafe struct Repeated : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<L, V>(float* x, nint i)
        where L : struct, ILanes<V>
        where V : struct => L.Set(*x);
}

/// <summary>No input; its pointer is never read.</summary>
internal readonly unsafe struct Absent : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<L, V>(float* x, nint i)
        where L : struct, ILanes<V>
        where V : struct => default;
}
