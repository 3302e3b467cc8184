using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The loops that run elementwise kernels, chosen once when a plan is made.</summary>
/// <remarks>
/// <para>Each choice is a function (a, b, c, dst, n): dst[i] = kernel(a[i], b[i], c[i]) for 0 ≤ i &lt; n. Inputs that
/// the kernel has not are ignored; a scalar input is a pointer to one number, read at each call. dst may be the same
/// pointer as an input, but must not overlap one otherwise.</para>
/// <para>Up to 64 bytes behind the end of an input may be read; exactly n elements are written. The last, partial
/// vector is computed whole and stored under a mask, so a tail costs one vector.</para>
/// </remarks>
internal static unsafe class Elementwise
{
    /// <summary>The loop for a function of one tensor.</summary>
    public static TileFunction Unary<TKernel>(SimdWidth width)
        where TKernel : struct, IUnaryKernel => Choose<FirstOf<TKernel>, Streamed, Absent, Absent>(width);

    /// <summary>The loop for a function of two tensors or scalars.</summary>
    public static TileFunction Binary<TKernel>(SimdWidth width, bool aScalar, bool bScalar)
        where TKernel : struct, IBinaryKernel => (aScalar, bScalar) switch
        {
            (false, false) => Choose<FirstTwoOf<TKernel>, Streamed, Streamed, Absent>(width),
            (false, true) => Choose<FirstTwoOf<TKernel>, Streamed, Repeated, Absent>(width),
            (true, false) => Choose<FirstTwoOf<TKernel>, Repeated, Streamed, Absent>(width),
            (true, true) => Choose<FirstTwoOf<TKernel>, Repeated, Repeated, Absent>(width),
        };

    /// <summary>The loop for a function of three tensors or scalars.</summary>
    public static TileFunction Ternary<TKernel>(SimdWidth width, bool aScalar, bool bScalar, bool cScalar)
        where TKernel : struct, ITernaryKernel => (aScalar, bScalar, cScalar) switch
        {
            (false, false, false) => Choose<TKernel, Streamed, Streamed, Streamed>(width),
            (false, false, true) => Choose<TKernel, Streamed, Streamed, Repeated>(width),
            (false, true, false) => Choose<TKernel, Streamed, Repeated, Streamed>(width),
            (false, true, true) => Choose<TKernel, Streamed, Repeated, Repeated>(width),
            (true, false, false) => Choose<TKernel, Repeated, Streamed, Streamed>(width),
            (true, false, true) => Choose<TKernel, Repeated, Streamed, Repeated>(width),
            (true, true, false) => Choose<TKernel, Repeated, Repeated, Streamed>(width),
            (true, true, true) => Choose<TKernel, Repeated, Repeated, Repeated>(width),
        };

    private static TileFunction Choose<TKernel, TA, TB, TC>(SimdWidth width)
        where TKernel : struct, ITernaryKernel
        where TA : struct, IOperand
        where TB : struct, IOperand
        where TC : struct, IOperand => width switch
        {
            SimdWidth.Bits512 => &Run<Lanes512, Vector512<float>, TKernel, TA, TB, TC>,
            SimdWidth.Bits256 => &Run<Lanes256, Vector256<float>, TKernel, TA, TB, TC>,
            _ => &Run<Lanes1, float, TKernel, TA, TB, TC>,
        };

    // Two vectors a turn: the processor overlaps turns by itself, and more copies of a long kernel only cost code.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Run<L, V, TKernel, TA, TB, TC>(float* a, float* b, float* c, float* dst, nint n)
        where L : struct, ILanes<V>
        where V : struct
        where TKernel : struct, ITernaryKernel
        where TA : struct, IOperand
        where TB : struct, IOperand
        where TC : struct, IOperand
    {
        nint i = 0;
        for (; i <= n - (2 * L.Count); i += 2 * L.Count)
        {
            var j = i + L.Count;
            var x = L.Apply<TKernel>(TA.Load<L, V>(a, i), TB.Load<L, V>(b, i), TC.Load<L, V>(c, i));
            var y = L.Apply<TKernel>(TA.Load<L, V>(a, j), TB.Load<L, V>(b, j), TC.Load<L, V>(c, j));
            L.Store(x, dst + i);
            L.Store(y, dst + j);
        }

        for (; i < n; i += L.Count)
        {
            var x = L.Apply<TKernel>(TA.Load<L, V>(a, i), TB.Load<L, V>(b, i), TC.Load<L, V>(c, i));
            L.Store(x, dst + i, n - i);
        }
    }

    /// <summary>A unary kernel as a function of three numbers, so that one loop serves all.</summary>
    private readonly struct FirstOf<TKernel> : ITernaryKernel
        where TKernel : struct, IUnaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Apply(float a, float b, float c) => TKernel.Apply(a);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            TKernel.Apply(a);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            TKernel.Apply(a);
    }

    /// <summary>A binary kernel as a function of three numbers.</summary>
    private readonly struct FirstTwoOf<TKernel> : ITernaryKernel
        where TKernel : struct, IBinaryKernel
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static float Apply(float a, float b, float c) => TKernel.Apply(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
            TKernel.Apply(a, b);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
            TKernel.Apply(a, b);
    }
}
