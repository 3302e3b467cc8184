using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Benchmarks;

/// <summary>A matrix product alone, on one thread: C[M,N] = op(A)·B.</summary>
internal sealed unsafe record ProductRun(int M, int N, int K, bool TransposeA = false)
{
    /// <summary>All of them: a large one, and those of W3's and of a wider layer.</summary>
    public static IReadOnlyList<ProductRun> All { get; } =
        [new(1024, 1024, 1024), new(32, 128, 784), new(784, 128, 32, TransposeA: true), new(128, 512, 512)];

    /// <summary>The workload's name, as <c>G1-784x128x32t</c>, with a t if A lies transposed.</summary>
    public string Name => $"G1-{M}x{N}x{K}{(TransposeA ? "t" : "")}";

    /// <summary>Whether a workload is a product.</summary>
    public static bool IsProduct(string name) => name.StartsWith("G1-", StringComparison.Ordinal);

    /// <summary>The product of a name; null if there is none.</summary>
    public static ProductRun? Find(string name) => All.FirstOrDefault(product => product.Name == name);

    /// <summary>Measures it.</summary>
    public Result Measure(double seconds)
    {
        var kernel = new MatMulKernel(M, N, K, TransposeA, false, Init.Zero, CpuFeatures.Width);
        var (a, b, c) = (Matrix(M * K), Matrix(K * N), Matrix(M * N));
        var scratch = new AlignedMemory(kernel.ScratchFloats + 16);
        var calls = Math.Max(1, (int)(1e7 / kernel.Flops));
        var best = Benchmarks.Measure.Best(seconds, calls, () =>
        {
            for (var unit = 0; unit < kernel.UnitCount; unit++)
            {
                kernel.Run(unit, a.Pointer, b.Pointer, null, c.Pointer, scratch.Pointer);
            }
        });
        return new Result { Workload = Name, Threads = 1, UsPerCall = best * 1e6, Gflops = kernel.Flops / best / 1e9 };
    }

    private static AlignedMemory Matrix(int elements)
    {
        var random = new NN.RandomStream(1);
        var memory = new AlignedMemory(elements);
        foreach (ref var value in memory.Span<float>())
        {
            value = (float)random.Normal();
        }

        return memory;
    }
}
