using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Tensors one behind the other along an axis: runs of memory, copied.</summary>
internal sealed unsafe class ConcatStep : CpuStep
{
    private readonly nint[] _from;
    private readonly int[] _runs;
    private readonly float* _to;
    private readonly int _outer;

    public ConcatStep(Concat op, Node node, CpuMemory memory)
    {
        _from = [.. node.Inputs.Select(input => (nint)memory[input])];
        _runs = [.. node.Inputs.Select(input => input.Shape[op.Axis..].Size)];
        _to = memory[node.Output];
        _outer = node.Output.Shape[..op.Axis].Size;
    }

    public override void Run(int unit, float* scratch)
    {
        var to = _to;
        for (var o = 0; o < _outer; o++)
        {
            for (var i = 0; i < _from.Length; i++)
            {
                new ReadOnlySpan<float>((float*)_from[i] + ((long)o * _runs[i]), _runs[i]).CopyTo(new Span<float>(to, _runs[i]));
                to += _runs[i];
            }
        }
    }
}
