using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>How an elementwise loop reads one of its inputs.</summary>
internal unsafe interface IOperand
{
    static abstract float Load(float* x, nint i);

    static abstract Vector256<float> Load256(float* x, nint i);

    static abstract Vector512<float> Load512(float* x, nint i);
}

/// <summary>A tensor: element i for element i.</summary>
internal readonly unsafe struct Streamed : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* x, nint i) => x[i];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(float* x, nint i) => Vector256.Load(x + i);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(float* x, nint i) => Vector512.Load(x + i);
}

/// <summary>One number for all elements. Loading with broadcast costs no more than loading, so nothing is hoisted.</summary>
internal readonly unsafe struct Repeated : IOperand
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* x, nint i) => *x;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load256(float* x, nint i) => Vector256.Create(*x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load512(float* x, nint i) => Vector512.Create(*x);
}

/// <summary>No input; its pointer is never read.</summary>
internal readonly unsafe struct Absent : IOperand
{
    public static float Load(float* x, nint i) => 0f;

    public static Vector256<float> Load256(float* x, nint i) => default;

    public static Vector512<float> Load512(float* x, nint i) => default;
}
