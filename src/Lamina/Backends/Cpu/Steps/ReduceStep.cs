using Lamina.Backends.Cpu.Kernels;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A reduction over neighbouring axes: [outer, length, inner] → [outer, inner].</summary>
internal sealed unsafe class ReduceStep : CpuStep
{
    private readonly ReduceOp _op;
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _outer;
    private readonly int _length;
    private readonly int _inner;
    private readonly bool _isInteger;
    private readonly SimdWidth _width;

    private ReduceStep(ReduceOp op, TensorType source, float* x, float* y, int first, int last, SimdWidth width)
    {
        var shape = source.Shape;
        (_op, _isInteger, _width) = (op, source.DType.IsInteger, width);
        _x = x;
        _y = y;
        _outer = shape[..first].Size;
        _length = shape[first..(last + 1)].Size;
        _inner = shape[(last + 1)..].Size;
        Cost = 0.1 * shape.Size;
    }

    /// <summary>Makes the step; axes that are not neighbours are brought together by a transpose first.</summary>
    public static CpuStep Create(ReduceOp op, TensorType source, float* x, float* y, CpuMemory memory, SimdWidth width)
    {
        var shape = source.Shape;
        var axes = op.Axes.Where(axis => shape[axis] != 1).DefaultIfEmpty(op.Axes[0]).ToArray();
        var (first, last) = (axes[0], axes[^1]);
        if (Enumerable.Range(first, last - first + 1).All(axis => axes.Contains(axis) || shape[axis] == 1))
        {
            return new ReduceStep(op, source, x, y, first, last, width);
        }

        int[] order = [.. Enumerable.Range(0, shape.Rank).Where(axis => !axes.Contains(axis)), .. axes];
        Shape moved = [.. order.Select(axis => shape[axis])];
        var together = memory.Allocate(shape.Size);
        var strides = Strides.Of(shape);
        return new SequenceStep(
            new StridedCopyStep(x, together, moved, [.. order.Select(axis => strides[axis])], width),
            new ReduceStep(op, source with { Shape = moved }, together, y, moved.Rank - axes.Length, moved.Rank - 1, width));
    }

    public override void Run(int unit, float* scratch)
    {
        switch (_op)
        {
            case Sum when _isInteger:
                Reduce.Run<AddIntKernel>(_x, _y, _outer, _length, _inner, _width);
                break;
            case Max when _isInteger:
                Reduce.Run<MaximumIntKernel>(_x, _y, _outer, _length, _inner, _width);
                break;
            case Ops.ArgMax when _isInteger:
                ArgMaxOfIntegers();
                break;
            case Sum:
                Reduce.Run<AddKernel>(_x, _y, _outer, _length, _inner, _width);
                break;
            case Max:
                Reduce.Run<MaximumKernel>(_x, _y, _outer, _length, _inner, _width);
                break;
            case Ops.ArgMax:
                Kernels.ArgMax.Run(_x, (int*)_y, 0, _outer, _length, _inner, _width);
                break;
            default:
                throw new MissingKernelException(_op, "CPU");
        }
    }

    private void ArgMaxOfIntegers()
    {
        for (var line = 0; line < _outer * _inner; line++)
        {
            var first = (int*)_x + (((long)(line / _inner) * _length) * _inner) + (line % _inner);
            var best = 0;
            for (var i = 1; i < _length; i++)
            {
                best = first[(long)i * _inner] > first[(long)best * _inner] ? i : best;
            }

            ((int*)_y)[line] = best;
        }
    }
}
