using Lamina.Backends.Cpu.Convolutions;
using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Maps that are convolutions, perhaps with a bias, made when they are asked for.</summary>
internal sealed unsafe class ConvolvedSamples : SampleSource
{
    private readonly GatherKernel _kernel;
    private readonly float* _map;
    private readonly float* _weights;
    private readonly float* _packed;
    private readonly float* _bias;
    private readonly int _blockFloats;

    public ConvolvedSamples(Cluster producer, CpuMemory memory, SimdWidth width)
    {
        var root = producer.Root!;
        var shape = GatherShape.Of(root);
        _kernel = GatherKernel.Create(shape, width, GatherCut.Choose(shape) with { Samples = 1, Parts = 1 });
        _map = memory[root.Inputs[0]];
        _weights = memory[root.Inputs[1]];
        _packed = _kernel.PackedFloats > 0 ? memory.Allocate(_kernel.PackedFloats) : _weights;
        _bias = producer.Elementwise is [var add] ? memory[add.Inputs[add.Inputs[0] == root.Output ? 1 : 0]] : null;
        _blockFloats = ((int)shape.ResultFloats + 31) & ~15;
    }

    public override int ScratchFloats => _blockFloats + _kernel.ScratchFloats;

    public override CpuStep[] Preparation => _kernel.PackedFloats > 0 ? [new PackingStep(_kernel, _weights, _packed)] : [];

    public override float* Sample(int sample, float* scratch)
    {
        // The block lies where it would if the whole result began that much earlier.
        _kernel.Run(sample, _map, _packed, _bias, scratch - (sample * _kernel.Shape.ResultFloats), scratch + _blockFloats);
        return scratch;
    }
}
