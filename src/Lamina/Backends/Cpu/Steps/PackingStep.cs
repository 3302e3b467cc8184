using Lamina.Backends.Cpu.Convolutions;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Packs a convolution's kernel before its units run.</summary>
internal sealed unsafe class PackingStep : CpuStep
{
    private readonly GatherKernel _kernel;
    private readonly float* _weights;
    private readonly float* _packed;

    public PackingStep(GatherKernel kernel, float* weights, float* packed)
    {
        _kernel = kernel;
        _weights = weights;
        _packed = packed;
        Units = kernel.Panels.Length;
        Cost = 0.1 * kernel.PackedFloats;
    }

    public override void Run(int unit, float* scratch) => _kernel.Pack(unit, _weights, _packed);
}
