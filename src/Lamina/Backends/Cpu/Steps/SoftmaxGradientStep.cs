using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>The gradient of softmax over the last axis.</summary>
internal sealed unsafe class SoftmaxGradientStep : CpuStep
{
    private readonly float* _y;
    private readonly float* _dy;
    private readonly float* _dx;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _rowsPerUnit;
    private readonly SimdWidth _width;

    public SoftmaxGradientStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var shape = node.Output.Shape;
        _y = memory[node.Inputs[0]];
        _dy = memory[node.Inputs[1]];
        _dx = memory[node.Output];
        _columns = shape[shape.Rank - 1];
        _rows = shape[..^1].Size;
        _rowsPerUnit = Math.Max(1, 8192 / Math.Max(1, _columns));
        _width = width;
        Units = Math.Max(1, (_rows + _rowsPerUnit - 1) / _rowsPerUnit);
        Cost = 0.3 * shape.Size;
    }

    public override void Run(int unit, float* scratch)
    {
        var row = unit * _rowsPerUnit;
        var start = (long)row * _columns;
        SoftmaxGradient.Run(_y + start, _dy + start, _dx + start, Math.Min(_rowsPerUnit, _rows - row), _columns, _width);
    }
}
