using Lamina.Backends.Cpu.Convolutions;
using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>The gradient of a convolution's kernel: maps padded where all ranges of the gradient read them, the sums of
/// ranges of the batch, and these added up.</summary>
internal sealed unsafe class KernelConvolutionStep : CpuStep
{
    private const double NanosecondsPerFlop = 0.015;

    private readonly KernelSum _kernel;
    private readonly float* _given;
    private readonly float* _map;
    private readonly SampleSource _results;
    private readonly float* _sums;
    private readonly float* _gradient;

    public KernelConvolutionStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var node = cluster.Root!;
        var shape = GatherShape.Of(node);
        _results = SampleSource.Of(node.Inputs[1], cluster, memory, width);
        _kernel = KernelSum.Create(shape, width, !_results.IsStored);
        _given = memory[node.Inputs[0]];
        _map = _kernel.IsPadded ? memory.Allocate((long)shape.Batch * _kernel.SlabFloats) : _given;
        _gradient = memory[node.Output];
        _sums = _kernel.Sums > 1 ? memory.Allocate((long)_kernel.Sums * _kernel.GradientFloats) : _gradient;
        Units = _kernel.UnitCount;
        Cost = shape.Batch * shape.SampleFlops * NanosecondsPerFlop;
    }

    public override int ScratchFloats => _kernel.ScratchFloats + _results.ScratchFloats;

    public override CpuStep[] Stages =>
    [
        .. _results.Preparation,
        .. _kernel.IsPadded ? (CpuStep[])[new Padding(this)] : [],
        this,
        .. _kernel.Sums > 1 ? (CpuStep[])[new AddingUp(this)] : [],
    ];

    public override void Run(int unit, float* scratch) => _kernel.Run(unit, _map, _results, _sums, scratch);

    private sealed class Padding : CpuStep
    {
        private readonly KernelConvolutionStep _step;

        public Padding(KernelConvolutionStep step)
        {
            _step = step;
            Units = step._kernel.Shape.Batch;
            Cost = 0.1 * Units * step._kernel.SlabFloats;
        }

        public override void Run(int unit, float* scratch) => _step._kernel.Slab!.Fill(
            _step._given + (unit * _step._kernel.Shape.MapFloats), _step._map + ((long)unit * _step._kernel.SlabFloats));
    }

    private sealed class AddingUp : CpuStep
    {
        private readonly KernelConvolutionStep _step;

        public AddingUp(KernelConvolutionStep step)
        {
            _step = step;
            Units = step._kernel.ReduceCount;
            Cost = 0.05 * step._kernel.Sums * step._kernel.GradientFloats;
        }

        public override void Run(int unit, float* scratch) => _step._kernel.Reduce(unit, _step._sums, _step._gradient);
    }
}
