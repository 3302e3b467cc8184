using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Reads, or adds, runs of memory by index.</summary>
internal sealed unsafe class IndexStep : CpuStep
{
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
    }

    public override void Run(int unit, float* scratch)
    {
        if (_op is ScatterAdd or AddAlong)
        {
            new Span<float>(_y, _sizeY).Clear();
        }

        CheckIndices();
        for (var i = 0; i < _count; i++)
        {
            var index = _indices[i];
            switch (_op)
            {
                case Gather:
                    new ReadOnlySpan<float>(_x + ((long)index * _width), _width).CopyTo(new Span<float>(_y + ((long)i * _width), _width));
                    break;
                case ScatterAdd:
                    AddIntegers((int*)_x + ((long)i * _width), (int*)_y + ((long)index * _width));
                    break;
                case TakeAlong:
                    _y[i] = _x[Element(i, index)];
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
    private void CheckIndices()
    {
        for (var i = 0; i < _count; i++)
        {
            if ((uint)_indices[i] >= (uint)_length)
            {
                throw TableIndices.OutOfRange(i, _indices[i], _length, _path);
            }
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
