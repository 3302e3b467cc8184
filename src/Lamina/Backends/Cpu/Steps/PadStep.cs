using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Zeros around and between elements: what stands together is copied as a run. Samples are units where none
/// are added.</summary>
internal sealed unsafe class PadStep : CpuStep
{
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _run;
    private readonly int _size;
    private readonly int[] _targets;

    public PadStep(Pad op, Shape from, Shape to, float* x, float* y)
    {
        _x = x;
        _y = y;
        var inner = Together(op, from);
        _run = from[inner..].Size;
        var strides = Strides.Of(to);
        var start = op.Before.Select((at, axis) => at * strides[axis]).Sum();
        _targets = Strides.Offsets(from[..inner], [.. strides[..inner].Select((s, axis) => s * op.Steps[axis])]);
        for (var i = 0; i < _targets.Length; i++)
        {
            _targets[i] += start;
        }

        Units = inner > 0 && from[0] > 0 && from[0] == to[0] ? from[0] : 1;
        _size = to.Size / Units;
        Cost = 0.25 * to.Size;
    }

    public override void Run(int unit, float* scratch)
    {
        new Span<float>(_y + ((long)unit * _size), _size).Clear();
        var rows = _targets.Length / Units;
        for (var i = unit * rows; i < (unit + 1) * rows; i++)
        {
            new ReadOnlySpan<float>(_x + ((long)i * _run), _run).CopyTo(new Span<float>(_y + _targets[i], _run));
        }
    }

    // The first axis of those whose elements stay together: behind it nothing is added.
    private static int Together(Pad op, Shape from)
    {
        var axis = from.Rank;
        while (axis > 0 && op.Steps[axis - 1] == 1)
        {
            axis--;
            if (op.Before[axis] + op.After[axis] > 0)
            {
                break;
            }
        }

        return axis;
    }
}
