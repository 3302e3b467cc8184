using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>A kernel's scalar form on each lane of a vector, out of line.</summary>
internal static unsafe class EachLane
{
    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Apply<TKernel>(Vector256<float> x)
        where TKernel : struct, IUnaryKernel
    {
        var lanes = (float*)&x;
        for (var i = 0; i < Lanes256.Count; i++)
        {
            lanes[i] = TKernel.Apply(lanes[i]);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Apply<TKernel>(Vector512<float> x)
        where TKernel : struct, IUnaryKernel
    {
        var lanes = (float*)&x;
        for (var i = 0; i < Lanes512.Count; i++)
        {
            lanes[i] = TKernel.Apply(lanes[i]);
        }

        return x;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector256<float> Apply<TKernel>(Vector256<float> a, Vector256<float> b)
        where TKernel : struct, IBinaryKernel
    {
        var x = (float*)&a;
        var y = (float*)&b;
        for (var i = 0; i < Lanes256.Count; i++)
        {
            x[i] = TKernel.Apply(x[i], y[i]);
        }

        return a;
    }

    [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
    public static Vector512<float> Apply<TKernel>(Vector512<float> a, Vector512<float> b)
        where TKernel : struct, IBinaryKernel
    {
        var x = (float*)&a;
        var y = (float*)&b;
        for (var i = 0; i < Lanes512.Count; i++)
        {
            x[i] = TKernel.Apply(x[i], y[i]);
        }

        return a;
    }
}
