using Lamina.Backends.Cpu.Kernels;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A matrix product, and behind each of its blocks the <see cref="Epilogue"/>.</summary>
internal sealed unsafe class MatMulStep : CpuStep
{
    // 0.015 ns a floating-point operation is a slow core; only the order of magnitude matters here.
    private const double NanosecondsPerFlop = 0.015;

    private readonly MatMulKernel _kernel;
    private readonly Epilogue _epilogue;
    private readonly float* _a;
    private readonly float* _b;
    private readonly int _columns;
    private readonly int _blockFloats;

    private MatMulStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var root = cluster.Root!;
        var op = (MatMul)root.Op;
        var (m, n) = (root.Output.Shape[0], root.Output.Shape[1]);
        var k = root.Inputs[0].Shape[op.TransposeA ? 0 : 1];
        _a = memory[root.Inputs[0]];
        _b = memory[root.Inputs[1]];
        _columns = n;
        _epilogue = new Epilogue(cluster, memory, width);
        var init = _epilogue.Bias is null ? Init.Zero : Init.Row;
        _kernel = new MatMulKernel(m, n, k, op.TransposeA, op.TransposeB, init, width, wholeRows: !_epilogue.IsEmpty);
        Units = _kernel.UnitCount;
        for (var unit = 0; unit < Units && _epilogue.Product is null; unit++)
        {
            _blockFloats = Math.Max(_blockFloats, _kernel.UnitBlock(unit).Rows * n);
        }

        Cost = (_kernel.Flops * NanosecondsPerFlop) + (0.1 * m * n * _epilogue.Length);
    }

    public override int ScratchFloats =>
        Aligned(_kernel.ScratchFloats) + Aligned(_epilogue.ScratchFloats) + Aligned(_blockFloats);

    /// <summary>Makes the step: one product, or one for each matrix of a batch.</summary>
    public static CpuStep Create(Cluster cluster, CpuMemory memory, SimdWidth width) =>
        cluster.Root!.Output.Rank == 2
            ? new MatMulStep(cluster, memory, width)
            : new BatchMatMulStep(cluster.Root, memory, width);

    public override void Run(int unit, float* scratch)
    {
        var block = _kernel.UnitBlock(unit);
        var programScratch = scratch + Aligned(_kernel.ScratchFloats);

        // In scratch, the block lies where it would if the whole result began that much earlier.
        var c = _epilogue.Product;
        if (c is null)
        {
            c = programScratch + Aligned(_epilogue.ScratchFloats) - ((long)block.Row * _columns);
        }

        _kernel.Run(unit, _a, _b, _epilogue.Bias, c, scratch);
        if (_epilogue.IsEmpty)
        {
            return;
        }

        var start = ((long)block.Row * _columns) + block.Column;
        if (block.Columns == _columns)
        {
            _epilogue.Run(start, (long)block.Rows * _columns, programScratch, c);
            return;
        }

        for (var row = 0; row < block.Rows; row++, start += _columns)
        {
            _epilogue.Run(start, block.Columns, programScratch, c);
        }
    }

    private static int Aligned(int floats) => (floats + 31) & ~15;
}
