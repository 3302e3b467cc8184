using Lamina.Backends.Reference.Definitions;
using Lamina.Graphs;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>An op without a kernel: its definition in double precision, between two conversions.</summary>
internal sealed unsafe class InterpretedStep : CpuStep
{
    private readonly Definition _definition;
    private readonly nint[] _from;
    private readonly bool[] _isInteger;
    private readonly double[][] _x;
    private readonly double[] _y;
    private readonly float* _to;
    private readonly bool _givesIntegers;

    public InterpretedStep(Node node, CpuMemory memory)
    {
        _definition = DefinitionTable.Of(node);
        _from = [.. node.Inputs.Select(input => (nint)memory[input])];
        _isInteger = [.. node.Inputs.Select(input => input.DType.IsInteger)];
        _x = [.. node.Inputs.Select(input => new double[input.Shape.Size])];
        _y = new double[node.Output.Shape.Size];
        _to = memory[node.Output];
        _givesIntegers = node.Output.DType.IsInteger;
    }

    public override void Run(int unit, float* scratch)
    {
        for (var i = 0; i < _x.Length; i++)
        {
            Widen((float*)_from[i], _x[i], _isInteger[i]);
        }

        _definition(_x, _y);
        for (var i = 0; i < _y.Length; i++)
        {
            if (_givesIntegers)
            {
                ((int*)_to)[i] = (int)_y[i];
            }
            else
            {
                _to[i] = (float)_y[i];
            }
        }
    }

    private static void Widen(float* from, double[] to, bool isInteger)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = isInteger ? ((int*)from)[i] : from[i];
        }
    }
}
