using Lamina.Backends.Cpu.Convolutions;
using Lamina.Compiler;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A convolution or its transpose, and behind each of its blocks the <see cref="Epilogue"/>.</summary>
internal sealed unsafe class ConvolutionStep : CpuStep
{
    private const double NanosecondsPerFlop = 0.015;

    private readonly GatherKernel _kernel;
    private readonly Epilogue _epilogue;
    private readonly float* _map;
    private readonly float* _weights;
    private readonly float* _packed;
    private readonly int _filters;
    private readonly int _blockFloats;

    public ConvolutionStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var root = cluster.Root!;
        _map = memory[root.Inputs[0]];
        _weights = memory[root.Inputs[1]];
        _filters = root.Output.Shape[^1];
        _epilogue = new Epilogue(cluster, memory, width);
        var shape = GatherShape.Of(root);
        _kernel = GatherKernel.Create(shape, width);
        _packed = _kernel.PackedFloats > 0 ? memory.Allocate(_kernel.PackedFloats) : _weights;
        _blockFloats = _epilogue.Product is null ? _kernel.MostRows * _filters : 0;
        Units = _kernel.UnitCount;
        Cost = (shape.Batch * shape.SampleFlops * NanosecondsPerFlop) + (0.1 * root.Output.Shape.Size * _epilogue.Length);
    }

    public override int ScratchFloats =>
        Aligned(_kernel.ScratchFloats) + Aligned(_epilogue.ScratchFloats) + Aligned(_blockFloats);

    public override CpuStep[] Stages => _kernel.PackedFloats > 0 ? [new PackingStep(_kernel, _weights, _packed), this] : [this];

    public override void Run(int unit, float* scratch)
    {
        var (first, rows) = _kernel.Rows(unit);
        var start = first * _filters;
        var programScratch = scratch + Aligned(_kernel.ScratchFloats);

        // In scratch, the block lies where it would if the whole result began that much earlier.
        var c = _epilogue.Product;
        if (c is null)
        {
            c = programScratch + Aligned(_epilogue.ScratchFloats) - start;
        }

        _kernel.Run(unit, _map, _packed, _epilogue.Bias, c, scratch);
        _epilogue.Run(start, (long)rows * _filters, programScratch, c);
    }

    private static int Aligned(int floats) => (floats + 31) & ~15;
}
