using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Sorting and running sums along one axis, line by line.</summary>
internal sealed unsafe class LineStep : CpuStep
{
    private readonly Op _op;
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _outer;
    private readonly int _length;
    private readonly int _inner;
    private readonly int[] _places;
    private readonly double[] _keys;
    private readonly bool _isInteger;

    public LineStep(Node node, CpuMemory memory)
    {
        _op = node.Op;
        _x = memory[node.Inputs[0]];
        _y = memory[node.Output];
        var shape = node.Inputs[0].Shape;
        var axis = node.Op is ArgSort sort ? sort.Axis : ((CumulativeSum)node.Op).Axis;
        (_outer, _length, _inner) = (shape[..axis].Size, shape[axis], shape[(axis + 1)..].Size);
        (_places, _keys) = (new int[_length], new double[_length]);
        _isInteger = node.Inputs[0].DType.IsInteger;
    }

    public override void Run(int unit, float* scratch)
    {
        for (var o = 0; o < _outer; o++)
        {
            for (var i = 0; i < _inner; i++)
            {
                var start = ((long)o * _length * _inner) + i;
                if (_op is CumulativeSum sum)
                {
                    Accumulate(_x + start, _y + start, sum.Reverse);
                }
                else
                {
                    Sort(_x + start, (int*)_y + start, ((ArgSort)_op).Descending);
                }
            }
        }
    }

    private void Accumulate(float* x, float* y, bool reverse)
    {
        var (sum, whole) = (0f, 0);
        for (var i = 0; i < _length; i++)
        {
            var place = (long)(reverse ? _length - 1 - i : i) * _inner;
            if (_isInteger)
            {
                ((int*)y)[place] = whole += ((int*)x)[place];
            }
            else
            {
                y[place] = sum += x[place];
            }
        }
    }

    // Array.Sort is not stable, and puts NaN first: numbers are sorted, equal ones in the order of their places, and what is
    // not a number comes behind them.
    private void Sort(float* x, int* y, bool descending)
    {
        var numbers = Collect(x, descending, 0, nan: false);
        Collect(x, descending, numbers, nan: true);
        Array.Sort(_keys, _places, 0, numbers);
        for (var i = 0; i < numbers;)
        {
            var end = i + 1;
            while (end < numbers && _keys[end] == _keys[i])
            {
                end++;
            }

            Array.Sort(_places, i, end - i);
            i = end;
        }

        for (var i = 0; i < _length; i++)
        {
            y[(long)i * _inner] = _places[i];
        }
    }

    private int Collect(float* x, bool descending, int count, bool nan)
    {
        for (var i = 0; i < _length; i++)
        {
            var at = (long)i * _inner;
            double key = _isInteger ? (double)((int*)x)[at] : x[at];
            if (double.IsNaN(key) == nan)
            {
                (_keys[count], _places[count]) = (descending ? -key : key, i);
                count++;
            }
        }

        return count;
    }
}
