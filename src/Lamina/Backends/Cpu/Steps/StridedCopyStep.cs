using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Reads a tensor by strides: transposed, sliced or repeated.</summary>
internal sealed unsafe class StridedCopyStep(float* x, float* y, Shape shape, int[] strides, SimdWidth width) : CpuStep
{
    private readonly int[] _shape = [.. shape];
    private readonly nint[] _strides = [.. strides.Select(stride => (nint)stride)];

    public override void Run(int unit, float* scratch) => StridedCopy.Run(x, y, _shape, _strides, width);
}
