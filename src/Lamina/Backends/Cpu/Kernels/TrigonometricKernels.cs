using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>sin x; see <see cref="Trigonometry"/>. Huge angles, which are rare, go one by one.</summary>
internal readonly struct SinKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) =>
        MathF.Abs(x) > Trigonometry.Largest ? MathF.Sin(x) : Trigonometry.Sin<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) =>
        Vector256.GreaterThanAny(Vector256.Abs(x), Vector256.Create(Trigonometry.Largest))
            ? EachLane.Apply<SinKernel>(x)
            : Trigonometry.Sin<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) =>
        Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(Trigonometry.Largest))
            ? EachLane.Apply<SinKernel>(x)
            : Trigonometry.Sin<Lanes512, Vector512<float>>(x);
}

/// <summary>cos x; see <see cref="Trigonometry"/>. Huge angles, which are rare, go one by one.</summary>
internal readonly struct CosKernel : IUnaryKernel
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Apply(float x) =>
        MathF.Abs(x) > Trigonometry.Largest ? MathF.Cos(x) : Trigonometry.Cos<Lanes1, float>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Apply(Vector256<float> x) =>
        Vector256.GreaterThanAny(Vector256.Abs(x), Vector256.Create(Trigonometry.Largest))
            ? EachLane.Apply<CosKernel>(x)
            : Trigonometry.Cos<Lanes256, Vector256<float>>(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Apply(Vector512<float> x) =>
        Vector512.GreaterThanAny(Vector512.Abs(x), Vector512.Create(Trigonometry.Largest))
            ? EachLane.Apply<CosKernel>(x)
            : Trigonometry.Cos<Lanes512, Vector512<float>>(x);
}
