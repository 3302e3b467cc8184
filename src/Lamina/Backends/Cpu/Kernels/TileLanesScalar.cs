using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>A "vector" of one float: plain C# for every machine, and the check of the other two.</summary>
internal readonly unsafe struct TileLanesScalar : ITileLanes<float>
{
    public static int Count => 1;

    // 4 x 2 sums and three operands fit the sixteen registers that the poorest machine has.
    public static int TileRows => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Load(float* source) => *source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* target, float value) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreFirst(float* target, float value, int count) => *target = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* source)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Splat(float value) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Add(float x, float y) => x + y;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Subtract(float x, float y) => x - y;

    // Not fused: without the instruction it is a slow call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float MultiplyAdd(float x, float y, float sum) => (x * y) + sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float KeepFirst(float value, int count) => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Sums(float x0, float x1, float x2, float x3) => Vector128.Create(x0, x1, x2, x3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* source, nint sourceStride, int rows, float* target, nint targetStride) =>
        *target = *source;
}
