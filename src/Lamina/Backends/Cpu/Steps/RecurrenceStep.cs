using Lamina.Backends.Cpu.Kernels;
using Lamina.Backends.Cpu.Recurrences;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A <see cref="Recurrence"/>: for each step the product of the state with the recurrent kernel, block of
/// columns by block, and behind each block, while it is in the nearest cache, the gates and the new state.</summary>
internal sealed unsafe class RecurrenceStep : CpuStep
{
    private readonly RecurrenceForm _form;
    private readonly RecurrenceResult _result;
    private readonly RecurrenceRows _rows;
    private readonly RecurrenceMemory _x;
    private readonly RecurrenceUnits _division;
    private readonly RecurrentProduct _product;
    private readonly delegate*<CellArguments*, void> _resetGates;
    private readonly delegate*<CellArguments*, void> _cell;
    private readonly delegate*<float*, float*, float*, float*, nint, void> _multiply;
    private readonly float* _y;

    public RecurrenceStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var op = (Recurrence)node.Op;
        (_form, _result) = (op.Form, op.Result);
        _x = new RecurrenceMemory(op.Form, [.. node.Inputs], memory);
        _rows = op.Form.RowsOf(op.Result, _x.Steps);
        _y = memory[node.Output];
        _division = RecurrenceUnits.Of(_x.Batch, _x.Units * _x.Width);
        _product = RecurrentProduct.Create(
            new RecurrentShape(_x.Units, _x.Units, op.Form.Gates, _x.Width), _division.MostRowsOfOne, width);
        var functions = new GatePair(op.Form.RecurrentActivation, op.Form.Activation);
        _cell = RecurrentCellTable.Find(op.Form.Kind, functions, width);
        _resetGates = op.Form.Kind == RecurrentKind.GruResetBefore ? RecurrentCellTable.FindResetGates(functions, width) : null;
        _multiply = Elementwise.Binary<MultiplyKernel>(width, false, false);
        Units = _division.Count;
        Cost = _x.Cost;
    }

    public override int ScratchFloats => new Room(this, null).Floats;

    private bool IsTrace => _result == RecurrenceResult.Trace;

    private bool KeepsOutputs => _result != RecurrenceResult.States;

    public override void Run(int unit, float* scratch)
    {
        var room = new Room(this, scratch);
        var first = _division.First(unit);
        var kernel = _product.Prepare(_x.Kernel, room.Kernel);
        new Span<float>(room.Zeros, _x.Units + RecurrenceMemory.Slack).Clear();
        CellArguments a = default;
        a.Functions = new GatePair(_form.RecurrentActivation, _form.Activation);
        a.Rows = _division.First(unit + 1) - first;
        a.Units = _x.Units;
        a.GatesRow = _x.Width;
        a.SumsRow = _product.BlockColumns;
        a.SumsGate = a.Rows * a.SumsRow;
        a.Before = _x.FirstState + (first * (nint)_x.Units);
        a.SecondBefore = _x.SecondState is null ? null : _x.SecondState + (first * (nint)_x.Units);
        KeepFirstStates(&a, first);
        for (var i = 0; i < _x.Steps; i++)
        {
            var t = _form.Backwards ? _x.Steps - 1 - i : i;
            Place(&a, room, first, t, i);
            Step(&a, room, kernel, first, t, isZero: i == 0 && _x.StartsAtZero && !_form.HasInnerGradient);
            a.Before = a.After;
            a.SecondBefore = a.SecondAfter;
        }

        if (_form.States > 1 && _result != RecurrenceResult.Outputs)
        {
            Copy(a.SecondBefore, Row(_rows.LastSecond, first), a.Rows * a.Units);
        }
    }

    private static void Copy(float* from, float* to, long count) =>
        new ReadOnlySpan<float>(from, (int)count).CopyTo(new Span<float>(to, (int)count));

    private float* Row(int row, int first) => _y + ((((nint)row * _x.Batch) + first) * _x.Units);

    private void KeepFirstStates(CellArguments* a, int first)
    {
        if (IsTrace)
        {
            var time = _form.Backwards ? _x.Steps : 0;
            Copy(a->Before, Row(_rows.StatesAt + time, first), a->Rows * a->Units);
            if (_form.States > 1)
            {
                Copy(a->SecondBefore, Row(_rows.SecondAt + time, first), a->Rows * a->Units);
            }
        }
    }

    // Where the step of time t, the i-th that is taken, reads and writes.
    private void Place(CellArguments* a, in Room room, int first, int t, int i)
    {
        a->After = KeepsOutputs ? Row(_rows.Outputs + t, first)
            : i == _x.Steps - 1 ? Row(_rows.LastState, first)
            : i % 2 == 0 ? room.Even : room.Odd;
        a->SecondAfter = _form.States == 1 ? null
            : IsTrace ? Row(_rows.SecondAt + (_form.Backwards ? t : t + 1), first) : room.Second;
        a->Gates = null;
        a->Extra = room.Extra;
        a->Update = room.Update;
        if (IsTrace)
        {
            a->Gates = Row(_rows.Gates + (t * _form.Gates), 0) + ((nint)first * _x.Width);
            a->Extra = _form.KeepsProduct ? Row(_rows.Extras + t, first) : null;
        }

        a->Mask = _x.Mask is null ? null : _x.Mask + ((nint)first * _x.Steps) + t;
        a->MaskRow = _x.Steps;
        a->Read = a->Before;
        if (_x.Dropout is not null)
        {
            for (var gate = 0; gate < _form.Gates; gate++)
            {
                a->Read = room.Read + (gate * room.State);
                _multiply(a->Before, _x.DropoutOf(gate, first), null, a->Read, a->Rows * a->Units);
            }
        }
    }

    private void Step(CellArguments* a, in Room room, float* kernel, int first, int t, bool isZero)
    {
        var z = _x.Z + ((((nint)t * _x.Batch) + first) * _x.Width);
        var read = _x.Dropout is null ? a->Before : room.Read;
        if (_resetGates is null)
        {
            Blocks(a, room, kernel, z, isZero ? null : read, 0, _form.Gates, _cell);
            return;
        }

        Blocks(a, room, kernel, z, isZero ? null : read, 0, 2, _resetGates);
        Blocks(a, room, kernel, z, isZero ? null : a->Extra, 2, 1, _cell);
    }

    // All pointers of a are those of the first column; they are put back there for the next step. Without a state to be read
    // the sums are what the inputs gave.
    private void Blocks(
        CellArguments* a, in Room room, float* kernel, float* z, float* read, int firstGate, int gates,
        delegate*<CellArguments*, void> cell)
    {
        var whole = *a;
        var columns = _product.BlockColumns;
        for (int block = 0, column = 0; column < _x.Units; block++, column += columns)
        {
            FetchBehind(in whole, z, column + columns, firstGate, gates);
            for (var gate = firstGate; gate < firstGate + gates && read is not null; gate++)
            {
                // The candidate of a GRU whose reset comes after the product starts from the bias of that product.
                var inner = _form.HasInnerGradient && gate == 2;
                RecurrentRows rows;
                rows.A = _x.Dropout is null || firstGate > 0 ? read : read + (gate * room.State);
                rows.AStride = _x.Units;
                rows.Init = inner ? (_x.Bias is null ? room.Zeros : _x.Bias) + column : z + ((nint)gate * _x.Units) + column;
                rows.InitStride = inner ? 0 : _x.Width;
                rows.C = room.Sums + ((gate - firstGate) * a->SumsGate);
                rows.CStride = columns;
                rows.Rows = a->Rows;
                _product.Run(kernel, block, gate, in rows);
            }

            *a = whole;
            a->Sums = room.Sums;
            if (read is null)
            {
                a->Sums = z + ((nint)firstGate * _x.Units) + column;
                (a->SumsRow, a->SumsGate) = (_x.Width, _x.Units);
            }

            a->Columns = int.Min(columns, _x.Units - column);
            a->Proposed = z + (2 * (nint)_x.Units) + column;
            a->Gates = a->Gates is null ? null : a->Gates + column;
            a->Extra = a->Extra is null ? null : a->Extra + column;
            a->Update = a->Update is null ? null : a->Update + column;
            a->SecondBefore = a->SecondBefore is null ? null : a->SecondBefore + column;
            a->SecondAfter = a->SecondAfter is null ? null : a->SecondAfter + column;
            a->Before += column;
            a->Read += column;
            a->After += column;
            cell(a);
        }

        *a = whole;
    }

    // What the next block reads of z and writes of the trace; behind the last, what the next step's first reads.
    private void FetchBehind(in CellArguments a, float* z, int column, int firstGate, int gates)
    {
        var columns = _product.BlockColumns;
        if (column >= _x.Units)
        {
            z += (_form.Backwards ? -1 : 1) * (nint)_x.Batch * _x.Width;
            column = 0;
        }

        for (nint gate = firstGate; gate < firstGate + gates; gate++)
        {
            RecurrentProduct.Fetch(z + (gate * _x.Units) + column, _x.Width, a.Rows, columns);
            if (a.Gates is not null && column > 0)
            {
                RecurrentProduct.Fetch(a.Gates + (gate * _x.Units) + column, _x.Width, a.Rows, columns);
            }
        }
    }

    /// <summary>The scratch of a unit.</summary>
    private readonly ref struct Room
    {
        public readonly float* Kernel;
        public readonly float* Zeros;
        public readonly float* Sums;
        public readonly float* Even;
        public readonly float* Odd;
        public readonly float* Second;
        public readonly float* Read;
        public readonly float* Extra;
        public readonly float* Update;

        public Room(RecurrenceStep step, float* scratch)
        {
            var (form, units) = (step._form, step._x.Units);
            var rows = step._division.MostRowsOfOne;
            var state = rows * units;
            var resets = form.Kind == RecurrentKind.GruResetBefore ? state : 0;
            var next = scratch;
            Kernel = Take(step._product.PackedFloats, ref next);
            Zeros = Take(units + RecurrenceMemory.Slack, ref next);
            Sums = Take(form.Gates * rows * step._product.BlockColumns, ref next);
            Even = Take(step.KeepsOutputs ? 0 : state, ref next);
            Odd = Take(step.KeepsOutputs ? 0 : state, ref next);
            Second = Take(form.States > 1 && !step.IsTrace ? state : 0, ref next);
            State = RecurrenceMemory.Aligned(state);
            Read = Take(form.HasDropout ? form.Gates * (int)State : 0, ref next);
            Extra = Take(resets, ref next);
            Update = Take(resets, ref next);
            Floats = (int)(next - scratch);

            static float* Take(int floats, ref float* next)
            {
                var taken = next;
                next += RecurrenceMemory.Aligned(floats);
                return taken;
            }
        }

        public int Floats { get; }

        /// <summary>From the state as one gate reads it to that of the next.</summary>
        public nint State { get; }
    }
}
