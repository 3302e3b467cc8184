using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Softmax, or its logarithm, over the last axis.</summary>
internal sealed unsafe class SoftmaxStep : CpuStep
{
    private readonly float* _x;
    private readonly float* _y;
    private readonly int _rows;
    private readonly int _columns;
    private readonly int _rowsPerUnit;
    private readonly SimdWidth _width;
    private readonly bool _log;

    public SoftmaxStep(Shape shape, float* x, float* y, SimdWidth width, bool log)
    {
        (_width, _log) = (width, log);
        _x = x;
        _y = y;
        _columns = shape[shape.Rank - 1];
        _rows = shape[..^1].Size;
        _rowsPerUnit = Math.Max(1, 8192 / Math.Max(1, _columns));
        Units = Math.Max(1, (_rows + _rowsPerUnit - 1) / _rowsPerUnit);
        Cost = shape.Size;
    }

    public override void Run(int unit, float* scratch)
    {
        var row = unit * _rowsPerUnit;
        var start = (long)row * _columns;
        var rows = Math.Min(_rowsPerUnit, _rows - row);
        if (_log)
        {
            LogSoftmax.Run(_x + start, _y + start, rows, _columns, _width);
        }
        else
        {
            Softmax.Run(_x + start, _y + start, rows, _columns, _width);
        }
    }
}
