using Lamina.Backends.Cpu.Kernels;
using Lamina.Compiler;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A matrix product, and behind each of its blocks, while it is in cache, the elementwise nodes that take it:
/// activation, a derivative, an optimizer's update. An added bias vector is where the product starts from.</summary>
internal sealed unsafe class MatMulStep : CpuStep
{
    // 0.015 ns a floating-point operation is a slow core; only the order of magnitude matters here.
    private const double NanosecondsPerFlop = 0.015;

    private readonly MatMulKernel _kernel;
    private readonly ElementwiseProgram? _epilogue;
    private readonly float* _a;
    private readonly float* _b;
    private readonly float* _bias;
    private readonly float* _c;
    private readonly int _columns;
    private readonly int _blockFloats;

    private MatMulStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var root = cluster.Root!;
        var op = (MatMul)root.Op;
        var (m, n) = (root.Output.Shape[0], root.Output.Shape[1]);
        var k = root.Inputs[0].Shape[op.TransposeA ? 0 : 1];
        var biasNode = FindBias(cluster, memory);
        _a = memory[root.Inputs[0]];
        _b = memory[root.Inputs[1]];
        _columns = n;
        if (biasNode is not null)
        {
            _bias = memory[Bias(biasNode, root)];
        }

        var hasEpilogue = cluster.Elementwise.Any(node => node != biasNode);
        var init = biasNode is null ? Init.Zero : Init.Row;
        _kernel = new MatMulKernel(m, n, k, op.TransposeA, op.TransposeB, init, width, wholeRows: hasEpilogue);
        Units = _kernel.UnitCount;
        var product = biasNode?.Output ?? root.Output;
        _c = ProductMemory(cluster, memory, product);
        if (hasEpilogue)
        {
            _epilogue = ElementwiseBuilder.Build(cluster, memory, width, product, biasNode, _c);
        }

        for (var unit = 0; unit < Units && _c is null; unit++)
        {
            _blockFloats = Math.Max(_blockFloats, _kernel.UnitBlock(unit).Rows * n);
        }

        Cost = (_kernel.Flops * NanosecondsPerFlop) + (0.1 * m * n * (_epilogue?.Instructions.Length ?? 0));
    }

    public override int ScratchFloats =>
        Aligned(_kernel.ScratchFloats) + Aligned(_epilogue?.ScratchFloats ?? 0) + Aligned(_blockFloats);

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
        var c = _c;
        if (c is null)
        {
            c = programScratch + Aligned(_epilogue!.ScratchFloats) - ((long)block.Row * _columns);
        }

        _kernel.Run(unit, _a, _b, _bias, c, scratch);
        if (_epilogue is null)
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

    // x·w + b with a vector b from elsewhere, where nothing else needs x·w, nor what lies where the sum is written.
    private static Node? FindBias(Cluster cluster, CpuMemory memory)
    {
        var product = cluster.Root!.Output;
        var users = cluster.Elementwise.Where(node => node.Inputs.Contains(product)).ToList();
        return users is [{ Op: Add } add] && !cluster.Outputs.Contains(product)
            && Bias(add, cluster.Root) is var bias && cluster.Inputs.Contains(bias) && bias.Op is not Fill
            && add.Output.Shape == product.Shape
            && BroadcastPattern.Of(bias.Shape, product.Shape) == new BroadcastPattern(BroadcastKind.Row, product.Shape[1])
            && (!cluster.Outputs.Contains(add.Output) || IsFree(cluster, memory, add.Output))
            ? add
            : null;
    }

    private static bool IsFree(Cluster cluster, CpuMemory memory, Tensor output) =>
        cluster.Inputs.All(input => input.Op is Fill || memory[input] != memory[output]);

    private static Tensor Bias(Node add, Node root) => add.Inputs[0] == root.Output ? add.Inputs[1] : add.Inputs[0];

    // The product is written where others read it; else where an output will replace it, unless that place holds an
    // operand that the epilogue still reads; else (null) into scratch.
    public static float* ProductMemory(Cluster cluster, CpuMemory memory, Tensor product)
    {
        if (cluster.Outputs.Contains(product))
        {
            return memory[product];
        }

        foreach (var output in cluster.Outputs.Where(x => x.Shape.Size == product.Shape.Size))
        {
            if (IsFree(cluster, memory, output))
            {
                return memory[output];
            }
        }

        return null;
    }
}
