using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Sums of rows of a table, each sum by one thread.</summary>
internal sealed unsafe class GatherSumStep : CpuStep
{
    // Some 20 µs of work: rows come from the second-level cache or from farther away.
    private const int UnitElements = 64 * 1024;

    private readonly TableIndices _indices;
    private readonly float* _table;
    private readonly float* _y;
    private readonly int _columns;
    private readonly int _sums;
    private readonly int _sumsPerUnit;
    private readonly SimdWidth _width;

    public GatherSumStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var (table, indices) = (node.Inputs[0].Shape, node.Inputs[1].Shape);
        _indices = new TableIndices(node, table[0], indices[^1], memory);
        _table = memory[node.Inputs[0]];
        _y = memory[node.Output];
        _columns = table[1..].Size;
        _sums = indices[..^1].Size;
        _width = width;
        _sumsPerUnit = Math.Max(1, UnitElements / Math.Max(1, indices[^1] * _columns));
        Units = Math.Max(1, (_sums + _sumsPerUnit - 1) / _sumsPerUnit);
        Cost = 0.2 * indices.Size * _columns;
    }

    public override void Run(int unit, float* scratch)
    {
        var first = unit * _sumsPerUnit;
        var count = Math.Min(_sumsPerUnit, _sums - first);
        var at = first * _indices.Each;
        _indices.Check(at, count * _indices.Each);
        RowSums.Gather(
            _table, _columns, _indices.Values + at, _indices.Weights is null ? null : _indices.Weights + at, count, _indices.Each,
            _y + ((long)first * _columns), _width);
    }
}
