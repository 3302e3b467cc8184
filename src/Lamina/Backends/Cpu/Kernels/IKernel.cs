using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// An elementwise function of one number, at every width; the loops are in <see cref="Elementwise"/>.
/// </summary>
/// <remarks>Lanes behind the end of a tensor hold anything, so a kernel must not throw for any input.</remarks>
internal interface IUnaryKernel
{
    static abstract float Apply(float x);

    static abstract Vector256<float> Apply(Vector256<float> x);

    static abstract Vector512<float> Apply(Vector512<float> x);
}

/// <summary>An elementwise function of two numbers, at every width.</summary>
/// <inheritdoc cref="IUnaryKernel"/>
internal interface IBinaryKernel
{
    static abstract float Apply(float a, float b);

    static abstract Vector256<float> Apply(Vector256<float> a, Vector256<float> b);

    static abstract Vector512<float> Apply(Vector512<float> a, Vector512<float> b);
}

/// <summary>An elementwise function of three numbers, at every width.</summary>
/// <inheritdoc cref="IUnaryKernel"/>
internal interface ITernaryKernel
{
    static abstract float Apply(float a, float b, float c);

    static abstract Vector256<float> Apply(Vector256<float> a, Vector256<float> b, Vector256<float> c);

    static abstract Vector512<float> Apply(Vector512<float> a, Vector512<float> b, Vector512<float> c);
}

/// <summary>An associative kernel that <see cref="Reduce"/> can join a whole axis with.</summary>
internal interface IReductionKernel : IBinaryKernel
{
    /// <summary>What changes nothing when joined, and the result of joining nothing.</summary>
    static abstract float Identity { get; }
}
