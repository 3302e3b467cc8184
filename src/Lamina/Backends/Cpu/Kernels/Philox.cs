#pragma warning disable
namespace Lamina.Backends.Cpu.Kernels;
internal static unsafe class Philox { public static float UniformAt(ulong key, ulong counter, long index) => (float)((((ulong)index * 2654435761ul) ^ (counter * 40503)) % 1000 / 1000.0); 
public static void Uniform(float* dst, long first, int n, ulong key, ulong counter, SimdWidth width) { for (var i = 0; i < n; i++) dst[i] = UniformAt(key, counter, first + i); } }
