using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Matrix products over leading axes that broadcast, one after the other.</summary>
internal sealed unsafe class BatchMatMulStep : CpuStep
{
    private readonly MatMulKernel _kernel;
    private readonly float* _a;
    private readonly float* _b;
    private readonly float* _c;
    private readonly int[] _startsA;
    private readonly int[] _startsB;
    private readonly int _matrixC;

    public BatchMatMulStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var op = (MatMul)node.Op;
        var (shape, a, b) = (node.Output.Shape, node.Inputs[0].Shape, node.Inputs[1].Shape);
        var (m, n, k) = (shape[shape.Rank - 2], shape[shape.Rank - 1], a[a.Rank - (op.TransposeA ? 2 : 1)]);
        _kernel = new MatMulKernel(m, n, k, op.TransposeA, op.TransposeB, Init.Zero, width);
        _a = memory[node.Inputs[0]];
        _b = memory[node.Inputs[1]];
        _c = memory[node.Output];
        _matrixC = m * n;
        var batch = shape[..^2];
        _startsA = Strides.Offsets(batch, Strides.Broadcast(a[..^2], batch, m * k));
        _startsB = Strides.Offsets(batch, Strides.Broadcast(b[..^2], batch, k * n));
        Units = batch.Size * _kernel.UnitCount;
        Cost = batch.Size * _kernel.Flops * 0.015;
    }

    public override int ScratchFloats => _kernel.ScratchFloats;

    public override void Run(int unit, float* scratch)
    {
        var (matrix, part) = Math.DivRem(unit, _kernel.UnitCount);
        _kernel.Run(part, _a + _startsA[matrix], _b + _startsB[matrix], null, _c + ((long)matrix * _matrixC), scratch);
    }
}
