using Lamina.Backends.Cpu.Steps;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu;

/// <summary>Runs plans with SIMD kernels on one or more threads.</summary>
internal sealed class CpuBackend : IBackend
{
    /// <summary>The backend of this machine at its widest, or as <c>LAMINA_CPU</c> says.</summary>
    public static CpuBackend Instance => field ??= new CpuBackend(CpuFeatures.Width);

    /// <summary>A backend of a vector width.</summary>
    /// <param name="width">The width.</param>
    /// <param name="worthHandingOver">A step shorter than this many nanoseconds stays on one thread.</param>
    public CpuBackend(SimdWidth width, double worthHandingOver = 1500) =>
        (Width, WorthHandingOver) = (width, worthHandingOver);

    public SimdWidth Width { get; }

    /// <summary>A step shorter than this many nanoseconds stays on one thread.</summary>
    public double WorthHandingOver { get; }

    public unsafe IBoundPlan Bind(Plan plan)
    {
        var memory = new CpuMemory(plan);
        var steps = new List<CpuStep>();
        foreach (var step in plan.Steps)
        {
            steps.Add(step switch
            {
                RunCluster { Cluster: { Root: null } cluster } => new ElementwiseStep(cluster, memory, Width),
                RunCluster { Cluster: { Root.Op: MatMul } cluster } => MatMulStep.Create(cluster, memory, Width),
                RunCluster { Cluster: { Root: { Op: ScatterAdd or ScatterAddRepeated, Output.DType.IsFloat: true } } cluster } =>
                    new ScatterAddStep(cluster, memory, Width),
                RunCluster { Cluster: { Root.Op: Convolution or TransposedConvolution } cluster } => new ConvolutionStep(cluster, memory, Width),
                RunCluster { Cluster: { Root.Op: KernelConvolution } cluster } => new KernelConvolutionStep(cluster, memory, Width),
                RunCluster { Cluster: { Root.Op: MaxPool or MaxPoolPick or MaxPoolSpread or AveragePool or AveragePoolSpread } cluster } =>
                    new PoolStep(cluster, memory, Width),
                RunCluster { Cluster.Root: { } root } => StepTable.Find(root, memory, Width),
                CopyToVariable copy => new CopyStep(memory[copy.From], copy.To.Memory.Pointer, copy.To.Shape.Size),
                CheckFinite check => new CheckFiniteStep(memory[check.Value]),
                _ => throw new MissingKernelException($"The CPU backend does not know the step {step}."),
            });
        }

        return new CpuPlan(plan, memory, [.. steps], WorthHandingOver);
    }
}
