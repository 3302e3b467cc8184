using Lamina.Backends.Cpu.Kernels;
using Lamina.Compiler;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>Rows added into a table of zeros, and behind each part of the table, while it is in cache, the elementwise nodes
/// that take it: an optimizer's update of an embedding, whose gradient is then never in memory as a whole.</summary>
/// <remarks>
/// <para>Each unit has its own rows of the table, looks at all indices, and adds those that are its own, in their order. So
/// no two threads write the same row, and a sum has the same bits on any number of threads.</para>
/// <para>Where the update leaves a row as it is if nothing is added to it (as gradient descent does, and Adam does not),
/// the other rows are not even looked at.</para>
/// </remarks>
internal sealed unsafe class ScatterAddStep : CpuStep
{
    // Units of 160 KB stay in the second-level cache. Smaller ones would too, but each unit looks at all indices, which
    // takes 0.23 ns an index with AVX-512 and 1.1 ns without, so there are not more than these either. Of 102400 indices
    // in 10000 rows of 16, four units take 330 µs on one thread, nine 450 and thirty-two 1100, of which the additions are
    // 230.
    private const int UnitElements = 40 * 1024;
    private const int MostUnits = 64;
    private const int MostUnitsUncompressed = 16;

    private readonly TableIndices _indices;
    private readonly Epilogue _epilogue;
    private readonly float* _x;
    private readonly float* _table;
    private readonly int _columns;
    private readonly int _rowsPerUnit;
    private readonly bool _onlyTouched;
    private readonly SimdWidth _width;

    public ScatterAddStep(Cluster cluster, CpuMemory memory, SimdWidth width)
    {
        var root = cluster.Root!;
        var table = root.Output.Shape;
        _indices = new TableIndices(root, table[0], root.Op is ScatterAddRepeated ? root.Inputs[1].Shape[^1] : 1, memory);
        (_columns, _width) = (table[1..].Size, width);
        _x = memory[root.Inputs[0]];
        _epilogue = new Epilogue(cluster, memory, width, takesBias: false);
        _table = _epilogue.Product;
        _onlyTouched = _table is null && ZeroGradient.LeavesAllAsItIs(cluster, memory);
        var most = width == SimdWidth.Bits512 ? MostUnits : MostUnitsUncompressed;
        var units = Math.Clamp(table.Size / UnitElements, 1, most);
        _rowsPerUnit = Math.Max(1, (table[0] + units - 1) / units);
        Units = Math.Max(1, (table[0] + _rowsPerUnit - 1) / _rowsPerUnit);
        Cost = (0.2 * _indices.Count * _columns) + (0.1 * table.Size * (_epilogue.Length + 1));
    }

    public override int ScratchFloats => ProgramFloats + (_table is null ? UnitFloats + Aligned((_rowsPerUnit + 3) / 4) : 0);

    private int ProgramFloats => Aligned(_epilogue.ScratchFloats);

    private int UnitFloats => Aligned(_rowsPerUnit * _columns);

    public override void Run(int unit, float* scratch)
    {
        var first = unit * _rowsPerUnit;
        var rows = Math.Min(_rowsPerUnit, _indices.Rows - first);
        var table = _table is null ? scratch + ProgramFloats - ((long)first * _columns) : _table;
        var touched = _onlyTouched ? (byte*)(scratch + ProgramFloats + UnitFloats) : null;
        if (_onlyTouched)
        {
            new Span<byte>(touched, rows).Clear();
        }
        else
        {
            new Span<float>(table + ((long)first * _columns), rows * _columns).Clear();
        }

        var part = new RowSums.TablePart
        {
            Memory = table,
            FirstRow = first,
            Rows = rows,
            AllRows = _indices.Rows,
            Touched = touched,
        };
        if (!RowSums.Scatter(_x, _columns, _indices.Values, _indices.Weights, _indices.Count, _indices.Each, in part, _width))
        {
            _indices.Check(0, _indices.Count);
        }

        for (var row = 0; !_epilogue.IsEmpty && row < rows;)
        {
            var run = _onlyTouched ? NextRun(new ReadOnlySpan<byte>(touched, rows), ref row) : rows;
            _epilogue.Run((long)(first + row) * _columns, (long)run * _columns, scratch, table);
            row += run;
        }
    }

    // The next rows side by side that something was added to, from a row on.
    private static int NextRun(ReadOnlySpan<byte> touched, ref int row)
    {
        var start = touched[row..].IndexOf((byte)1);
        row = start < 0 ? touched.Length : row + start;
        var end = touched[row..].IndexOf((byte)0);
        return end < 0 ? touched.Length - row : end;
    }

    private static int Aligned(int floats) => (floats + 31) & ~15;
}
