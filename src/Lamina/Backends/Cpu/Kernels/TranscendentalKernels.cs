using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>eˣ; see <see cref="Exponential"/>.</summary>
internal readonly struct ExpKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Exponential.Exp<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Exponential.Exp<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Exponential.Exp<Lanes512, Vector512<float>>(x);
}

/// <summary>eˣ − 1; see <see cref="Exponential"/>.</summary>
internal readonly struct Expm1Kernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Exponential.Expm1<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Exponential.Expm1<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Exponential.Expm1<Lanes512, Vector512<float>>(x);
}

/// <summary>1/(1 + e⁻ˣ); see <see cref="Exponential"/>.</summary>
internal readonly struct SigmoidKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Exponential.Sigmoid<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Exponential.Sigmoid<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Exponential.Sigmoid<Lanes512, Vector512<float>>(x);
}

/// <summary>Hyperbolic tangent; see <see cref="Exponential"/>.</summary>
internal readonly struct TanhKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Exponential.Tanh<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Exponential.Tanh<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Exponential.Tanh<Lanes512, Vector512<float>>(x);
}

/// <summary>Natural logarithm; see <see cref="Logarithm"/>.</summary>
internal readonly struct LogKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Logarithm.Log<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Logarithm.Log<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Logarithm.Log<Lanes512, Vector512<float>>(x);
}

/// <summary>log(1 + x); see <see cref="Logarithm"/>.</summary>
internal readonly struct Log1pKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => Logarithm.Log1p<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => Logarithm.Log1p<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => Logarithm.Log1p<Lanes512, Vector512<float>>(x);
}

/// <summary>Error function; see <see cref="ErrorFunction"/>.</summary>
internal readonly struct ErfKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) => ErrorFunction.Erf<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) => ErrorFunction.Erf<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) => ErrorFunction.Erf<Lanes512, Vector512<float>>(x);
}
