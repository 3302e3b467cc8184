using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu;

/// <summary>The vector width, chosen once: the widest that the machine has, or what <c>LAMINA_CPU</c> forces.</summary>
internal static class CpuFeatures
{
    /// <summary>The width that kernels are chosen by.</summary>
    public static SimdWidth Width
    {
        get => field != 0 ? field : field = Choose(Environment.GetEnvironmentVariable("LAMINA_CPU"));
    }

    // Vector512.IsHardwareAccelerated is false on machines that lower their clock for 512-bit code, though it is the
    // faster path for these kernels even there; so the instruction set itself is asked.
    private static SimdWidth Widest =>
        Avx512F.IsSupported && Avx512F.VL.IsSupported ? SimdWidth.Bits512
        : Vector256.IsHardwareAccelerated ? SimdWidth.Bits256
        : SimdWidth.Scalar;

    /// <summary>What <c>LAMINA_CPU</c> means.</summary>
    /// <exception cref="ArgumentException">It is set to something else than scalar, 256 or 512.</exception>
    /// <exception cref="PlatformNotSupportedException">It forces a width that this machine has not.</exception>
    public static SimdWidth Choose(string? forced)
    {
        var width = forced switch
        {
            null or "" => Widest,
            "scalar" => SimdWidth.Scalar,
            "256" => SimdWidth.Bits256,
            "512" => SimdWidth.Bits512,
            _ => throw new ArgumentException($"LAMINA_CPU is scalar, 256 or 512; it is set to '{forced}'."),
        };
        return width <= Widest
            ? width
            : throw new PlatformNotSupportedException(
                $"LAMINA_CPU={forced} asks for {(int)width * 32}-bit vectors; this machine's widest is {(int)Widest * 32} bits.");
    }
}
