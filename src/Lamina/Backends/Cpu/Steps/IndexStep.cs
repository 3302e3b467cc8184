using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;
using Lamina.Ops;
using Gather = Lamina.Ops.Gather;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Reads, or adds, runs of memory by index. What reads is divided into units.</summary>
internal sealed unsafe class IndexStep : CpuStep
{
    // A unit takes about 10 µs, much more than handing it over.
    private const int UnitElements = 16 * 1024;
    private const int MostSingly = 4;
    private const double NanosecondsAnIndex = 1;
    private const double NanosecondsAnElement = 0.3;

    private readonly Op _op;
    private readonly float* _x;
    private readonly int* _indices;
    private readonly float* _y;
    private readonly int _count;
    private readonly int _width;
    private readonly int _length;
    private readonly int _indexLength;
    private readonly int _sizeY;
    private readonly bool _isInteger;
    private readonly string _path;
    private readonly int _perUnit;

    public IndexStep(Node node, CpuMemory memory)
    {
        _op = node.Op;
        _x = memory[node.Inputs[0]];
        _indices = (int*)memory[node.Inputs[1]];
        _y = memory[node.Output];
        _count = node.Inputs[1].Shape.Size;
        _sizeY = node.Output.Shape.Size;
        _isInteger = node.Inputs[0].DType.IsInteger;
        _path = node.Path;
        (_width, _length, _indexLength) = node.Op switch
        {
            Gather => (node.Inputs[0].Shape[1..].Size, node.Inputs[0].Shape[0], 1),
            ScatterAdd op => (node.Output.Shape[1..].Size, op.Rows, 1),
            TakeAlong op => Along(node.Inputs[0].Shape, node.Inputs[1].Shape, op.Axis),
            AddAlong op => Along(node.Output.Shape, node.Inputs[1].Shape, op.Axis),
            _ => throw new MissingKernelException(node, "CPU"),
        };
        _perUnit = Math.Max(1, _count);
        if (_op is Gather or TakeAlong)
        {
            var each = _op is Gather ? Math.Max(1, _width) : 1;
            _perUnit = Math.Max(1, UnitElements / each);
            Units = Math.Max(1, (_count + _perUnit - 1) / _perUnit);
            Cost = _count * (NanosecondsAnIndex + (NanosecondsAnElement * each));
        }
    }

    public override void Run(int unit, float* scratch)
    {
        var start = unit * _perUnit;
        var end = Math.Min(_count, start + _perUnit);
        CheckIndices(start, end);
        switch (_op)
        {
            case Gather:
                Read(start, end);
                break;
            case TakeAlong:
                for (var i = start; i < end; i++)
                {
                    _y[i] = _x[Element(i, _indices[i])];
                }

                break;
            default:
                Add();
                break;
        }
    }

    // Rows of one to four, as pixels are, one by one: a copy would take longer to begin than to do.
    private void Read(int start, int end)
    {
        var y = _y + ((long)start * _width);
        for (var i = start; i < end; i++, y += _width)
        {
            var x = _x + ((long)_indices[i] * _width);
            if (_width > MostSingly)
            {
                new ReadOnlySpan<float>(x, _width).CopyTo(new Span<float>(y, _width));
                continue;
            }

            for (var column = 0; column < _width; column++)
            {
                y[column] = x[column];
            }
        }
    }

    private void Add()
    {
        new Span<float>(_y, _sizeY).Clear();
        for (var i = 0; i < _count; i++)
        {
            var index = _indices[i];
            switch (_op)
            {
                case ScatterAdd:
                    AddIntegers((int*)_x + ((long)i * _width), (int*)_y + ((long)index * _width));
                    break;
                case AddAlong when _isInteger:
                    ((int*)_y)[Element(i, index)] += ((int*)_x)[i];
                    break;
                default:
                    _y[Element(i, index)] += _x[i];
                    break;
            }
        }
    }

    // The first index that is out of range is an error that names the layer.
    private void CheckIndices(int start, int end)
    {
        if (RowSums.FirstOutside(_indices + start, end - start, _length) is >= 0 and var at)
        {
            throw TableIndices.OutOfRange(start + (int)at, _indices[start + at], _length, _path);
        }
    }

    // The width is here the distance between neighbours along the axis.
    private static (int Width, int Length, int IndexLength) Along(Shape whole, Shape indices, int axis) =>
        (whole[(axis + 1)..].Size, whole[axis], indices[axis]);

    private long Element(int i, int index) => ((((long)i / _width / _indexLength * _length) + index) * _width) + (i % _width);

    private void AddIntegers(int* from, int* to)
    {
        for (var column = 0; column < _width; column++)
        {
            to[column] += from[column];
        }
    }
}
