using Lamina.Backends.Cpu.Pools;
using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Maps that are the gradient of pooling, made when they are asked for.</summary>
internal sealed unsafe class SpreadSamples : SampleSource
{
    private readonly PoolKind _kind;
    private readonly PoolPart _part;
    private readonly SampleSource _x;
    private readonly float* _given;
    private readonly long _givenFloats;
    private readonly int _channels;
    private readonly int _blockFloats;
    private readonly SimdWidth _width;

    public SpreadSamples(Cluster producer, CpuMemory memory, SimdWidth width)
    {
        var root = producer.Root!;
        (_kind, var windows, var countPadding) = PoolStep.Describe(root);
        _part = PoolPart.Cut(windows, root.Output.Shape[1..^1], spreads: true, countPadding, 1)[0];
        _x = SampleSource.Of(root.Inputs[0], producer, memory, width);
        _given = memory[root.Inputs[^1]];
        _givenFloats = root.Inputs[^1].Shape[1..].Size;
        _channels = root.Output.Shape[^1];
        _blockFloats = (root.Output.Shape[1..].Size + 31) & ~15;
        _width = width;
    }

    public override int ScratchFloats => _blockFloats + _x.ScratchFloats;

    public override CpuStep[] Preparation => _x.Preparation;

    public override float* Sample(int sample, float* scratch)
    {
        var x = _x.Sample(sample, scratch + _blockFloats);
        PoolKernel.Run(_kind, _part, _channels, x, _given + (sample * _givenFloats), scratch, _width);
        return scratch;
    }
}
