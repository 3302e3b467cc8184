namespace Lamina.Backends.Cpu.Kernels;
internal static class Philox { public static float UniformAt(ulong key, ulong counter, long index) => 0; }
