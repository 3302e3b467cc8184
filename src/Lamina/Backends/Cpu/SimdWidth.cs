namespace Lamina.Backends.Cpu;

/// <summary>How many floats the kernels work on at a time.</summary>
internal enum SimdWidth
{
    /// <summary>One: plain C#, for every machine and as the kernels' own check.</summary>
    Scalar = 1,

    /// <summary>Eight: AVX2 with fused multiply-add, or the like elsewhere.</summary>
    Bits256 = 8,

    /// <summary>Sixteen: AVX-512.</summary>
    Bits512 = 16,
}
