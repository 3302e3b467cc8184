using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>The angle of a tangent, as <see cref="MathF.Atan"/> defines it; rare, so it goes one by one.</summary>
internal readonly struct ArctanKernel : IUnaryKernel
{
    public static float Apply(float x) => MathF.Atan(x);

    public static Vector256<float> Apply(Vector256<float> x) => EachLane.Apply<ArctanKernel>(x);

    public static Vector512<float> Apply(Vector512<float> x) => EachLane.Apply<ArctanKernel>(x);
}

/// <summary>The angle of a point, as <see cref="MathF.Atan2"/> defines it; rare, so it goes one by one.</summary>
internal readonly struct Arctan2Kernel : IBinaryKernel
{
    public static float Apply(float a, float b) => MathF.Atan2(a, b);

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => EachLane.Apply<Arctan2Kernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => EachLane.Apply<Arctan2Kernel>(a, b);
}

/// <summary>√(a² + b²) as <see cref="float.Hypot"/> defines it; rare, so it goes one by one.</summary>
internal readonly struct HypotKernel : IBinaryKernel
{
    public static float Apply(float a, float b) => float.Hypot(a, b);

    public static Vector256<float> Apply(Vector256<float> a, Vector256<float> b) => EachLane.Apply<HypotKernel>(a, b);

    public static Vector512<float> Apply(Vector512<float> a, Vector512<float> b) => EachLane.Apply<HypotKernel>(a, b);
}
