using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Zeros around and between elements.</summary>
internal sealed unsafe class PadStep : CpuStep
{
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _size;
    private readonly int[] _targets;

    public PadStep(Pad op, Shape from, Shape to, float* x, float* y)
    {
        _x = x;
        _y = y;
        _size = to.Size;
        var strides = Strides.Of(to);
        var start = op.Before.Select((at, axis) => at * strides[axis]).Sum();
        _targets = Strides.Offsets(from, [.. strides.Select((s, axis) => s * op.Steps[axis])]);
        for (var i = 0; i < _targets.Length; i++)
        {
            _targets[i] += start;
        }
    }

    public override void Run(int unit, float* scratch)
    {
        new Span<float>(_y, _size).Clear();
        for (var i = 0; i < _targets.Length; i++)
        {
            _y[_targets[i]] = _x[i];
        }
    }
}
