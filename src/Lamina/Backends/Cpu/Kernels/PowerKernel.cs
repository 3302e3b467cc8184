using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>aᵇ as <see cref="MathF.Pow"/> defines it, with its cases of negative bases and infinities.</summary>
/// <remarks>
/// Squares, roots and reciprocals have kernels of their own; a general power is rare, so it goes one by one.
/// </remarks>
internal readonly struct PowerKernel : IBinaryKernel
{
    public static float Apply(float a, float b) => MathF.Pow(a, b);

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => EachLane.Apply<PowerKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => EachLane.Apply<PowerKernel>(a, b);
}
