using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Reads a tensor by strides: transposed, sliced or repeated.</summary>
internal sealed unsafe class StridedCopyStep(float* x, float* y, Shape shape, int[] strides) : CpuStep
{
    private readonly int[] _shape = [.. shape];

    public override void Run(int unit, float* scratch) => StridedCopy.Run(x, y, _shape, strides);
}
