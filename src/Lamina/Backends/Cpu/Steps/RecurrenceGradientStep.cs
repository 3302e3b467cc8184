using Lamina.Backends.Cpu.Kernels;
using Lamina.Backends.Cpu.Recurrences;
using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Backends.Cpu.Steps;

/// <summary>A <see cref="RecurrenceGradient"/>: from the last step taken to the first, the gradients of the gates, and
/// their product with the transposed kernel, which is the gradient of the state before.</summary>
internal sealed unsafe class RecurrenceGradientStep : CpuStep
{
    private readonly RecurrenceForm _form;
    private readonly RecurrenceGradient _op;
    private readonly RecurrenceResult _result;
    private readonly RecurrenceRows _rows;
    private readonly RecurrenceRows _traceRows;
    private readonly RecurrenceMemory _x;
    private readonly RecurrenceUnits _division;
    private readonly RecurrentProduct _product;
    private readonly RecurrentProduct? _resetProduct;
    private readonly delegate*<CellGradientArguments*, void> _cell;
    private readonly delegate*<CellGradientArguments*, void> _resetGates;
    private readonly delegate*<float*, float*, float*, float*, nint, void> _multiply;
    private readonly delegate*<float*, float*, float*, float*, nint, void> _add;
    private readonly delegate*<float*, float*, float*, float*, nint, void> _multiplyAdd;
    private readonly float* _dY;
    private readonly float* _trace;
    private readonly float* _d;

    public RecurrenceGradientStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var op = (RecurrenceGradient)node.Op;
        (_op, _form, _result) = (op, op.Form, op.Result);
        _x = new RecurrenceMemory(op.Form, [.. node.Inputs[2..]], memory);
        _rows = op.Form.RowsOf(op.Result, _x.Steps);
        _traceRows = op.Form.RowsOf(RecurrenceResult.Trace, _x.Steps);
        _dY = memory[node.Inputs[0]];
        _trace = memory[node.Inputs[1]];
        _d = memory[node.Output];
        _division = RecurrenceUnits.Of(_x.Batch, _x.Units * _x.Width);
        var functions = new GatePair(op.Form.RecurrentActivation, op.Form.Activation);
        _cell = RecurrentCellTable.FindGradient(op.Form.Kind, functions, width);
        _multiply = Elementwise.Binary<MultiplyKernel>(width, false, false);
        _add = Elementwise.Binary<AddKernel>(width, false, false);
        _multiplyAdd = Elementwise.Ternary<MultiplyAddKernel>(width, false, false, false);
        if (op.Form.Kind == RecurrentKind.GruResetBefore)
        {
            _resetGates = RecurrentCellTable.FindResetGatesGradient(functions, width);
            _resetProduct = Product(_x.Units, 1);
        }

        var together = _resetProduct is null ? op.Form.Gates : 2;
        _product = op.Form.HasDropout ? Product(_x.Units, together) : Product(together * _x.Units, 1);
        Units = _division.Count;
        Cost = _x.Cost;

        RecurrentProduct Product(int depth, int gates) => RecurrentProduct.Create(
            new RecurrentShape(depth, _x.Units, gates, _x.Width, Transposed: true), _division.MostRowsOfOne, width);
    }

    public override int ScratchFloats => new Room(this, null).Floats;

    // Whether some of the gradient goes past the product, or is not multiplied like the rest.
    private bool HasDirect => _form.KeepsProduct || _form.HasMask || _form.HasDropout;

    public override void Run(int unit, float* scratch)
    {
        var room = new Room(this, scratch);
        var first = _division.First(unit);
        var kernel = _product.Prepare(_x.Kernel, room.Kernel);
        var resetKernel = _resetProduct is null ? null : _resetProduct.Prepare(_x.Kernel + (2 * _x.Units), room.ResetKernel);
        new Span<float>(room.Zeros, _x.Units + RecurrenceMemory.Slack).Clear();
        CellGradientArguments a = default;
        a.Functions = new GatePair(_form.RecurrentActivation, _form.Activation);
        a.Rows = _division.First(unit + 1) - first;
        a.Units = _x.Units;
        a.GatesRow = _x.Width;
        a.DState = room.State;
        a.DSecond = room.Second;
        a.DReset = room.Reset;
        a.Direct = HasDirect ? room.Direct : null;
        a.Dropout = _x.Dropout is null ? null : _x.DropoutOf(_form.Gates - 1, first);
        Begin(&a, first);
        for (var i = 0; i < _x.Steps; i++)
        {
            var t = _form.Backwards ? i : _x.Steps - 1 - i;
            Place(&a, room, first, t);
            var dOutput = i == _x.Steps - 1 || _result == RecurrenceResult.States
                ? null
                : Row(_dY, _rows.Outputs + (_form.Backwards ? t + 1 : t - 1), first);
            Step(&a, room, kernel, resetKernel, first, dOutput, isLast: i == _x.Steps - 1 && _op.LeavesOutStates);
        }

        if (_op.LeavesOutStates)
        {
            return;
        }

        var states = _op.StatesRow(_x.Steps);
        Copy(a.DState, Row(_d, states, first), a.Rows * a.Units);
        if (_form.States > 1)
        {
            Copy(a.DSecond, Row(_d, states + 1, first), a.Rows * a.Units);
        }
    }

    private static void Copy(float* from, float* to, long count) =>
        new ReadOnlySpan<float>(from, (int)count).CopyTo(new Span<float>(to, (int)count));

    private float* Row(float* tensor, int row, int first) => tensor + ((((nint)row * _x.Batch) + first) * _x.Units);

    private float* Gates(float* tensor, int row, int t, int first) =>
        Row(tensor, row + (t * _form.Gates), 0) + ((nint)first * _x.Width);

    private void Begin(CellGradientArguments* a, int first)
    {
        var count = a->Rows * a->Units;
        Copy(Row(_dY, _rows.LastState, first), a->DState, count);
        if (_form.States > 1 && _result != RecurrenceResult.Outputs)
        {
            Copy(Row(_dY, _rows.LastSecond, first), a->DSecond, count);
        }
        else if (_form.States > 1)
        {
            new Span<float>(a->DSecond, (int)count).Clear();
        }
    }

    private void Place(CellGradientArguments* a, in Room room, int first, int t)
    {
        var (before, after) = _form.Backwards ? (t + 1, t) : (t, t + 1);
        a->Gates = Gates(_trace, _traceRows.Gates, t, first);
        a->DGates = Gates(_d, 0, t, first);
        a->DInner = _form.HasInnerGradient ? Gates(_d, _x.Steps * _form.Gates, t, first) : null;
        a->Extra = _form.KeepsProduct ? Row(_trace, _traceRows.Extras + t, first) : null;
        if (_form.States > 1)
        {
            a->SecondBefore = Row(_trace, _traceRows.SecondAt + before, first);
            a->SecondAfter = Row(_trace, _traceRows.SecondAt + after, first);
        }

        a->Mask = _x.Mask is null ? null : _x.Mask + ((nint)first * _x.Steps) + t;
        a->MaskRow = _x.Steps;
        a->Before = Row(_trace, _traceRows.StatesAt + before, first);
        a->Read = a->Before;
        if (_x.Dropout is not null && _resetProduct is not null)
        {
            _multiply(a->Before, a->Dropout, null, room.Read, a->Rows * a->Units);
            a->Read = room.Read;
        }
    }

    // dOutput is the gradient of the output before, if there is one; behind the last step nothing more is wanted.
    private void Step(
        CellGradientArguments* a, in Room room, float* kernel, float* resetKernel, int first, float* dOutput, bool isLast)
    {
        _cell(a);
        if (_resetProduct is not null)
        {
            Multiply(_resetProduct, resetKernel, 0, a->DGates + (2 * a->Units), room.Zeros, 0, a->DReset, a->Rows);
            _resetGates(a);
        }

        if (isLast)
        {
            return;
        }

        var gradients = a->DInner is null ? a->DGates : a->DInner;
        var count = a->Rows * a->Units;
        if (!HasDirect)
        {
            var init = dOutput is null ? room.Zeros : dOutput;
            Multiply(_product, kernel, 0, gradients, init, dOutput is null ? 0 : _x.Units, a->DState, a->Rows);
            return;
        }

        if (_x.Dropout is null)
        {
            Multiply(_product, kernel, 0, gradients, a->Direct, _x.Units, a->DState, a->Rows);
        }
        else
        {
            AddDropped(a, room, kernel, gradients, first);
        }

        if (dOutput is not null)
        {
            _add(a->DState, dOutput, null, a->DState, count);
        }
    }

    // What each gate read was another product of the state with factors, so each gate's gradient is multiplied by its own.
    private void AddDropped(CellGradientArguments* a, in Room room, float* kernel, float* gradients, int first)
    {
        var count = a->Rows * a->Units;
        Copy(a->Direct, a->DState, count);
        for (var gate = 0; gate < (_resetProduct is null ? _form.Gates : 2); gate++)
        {
            Multiply(_product, kernel, gate, gradients + (gate * a->Units), room.Zeros, 0, room.OfGate, a->Rows);
            _multiplyAdd(room.OfGate, _x.DropoutOf(gate, first), a->DState, a->DState, count);
        }
    }

    private void Multiply(
        RecurrentProduct product, float* kernel, int gate, float* gradients, float* init, int initStride, float* c, int count)
    {
        RecurrentRows rows;
        rows.A = gradients;
        rows.AStride = _x.Width;
        rows.InitStride = initStride;
        rows.CStride = _x.Units;
        rows.Rows = count;
        for (int block = 0, column = 0; column < _x.Units; block++, column += product.BlockColumns)
        {
            rows.Init = init + column;
            rows.C = c + column;
            product.Run(kernel, block, gate, in rows);
        }
    }

    /// <summary>The scratch of a unit.</summary>
    private readonly ref struct Room
    {
        public readonly float* Kernel;
        public readonly float* ResetKernel;
        public readonly float* Zeros;
        public readonly float* State;
        public readonly float* Second;
        public readonly float* Direct;
        public readonly float* Reset;
        public readonly float* Read;
        public readonly float* OfGate;

        public Room(RecurrenceGradientStep step, float* scratch)
        {
            var (form, units) = (step._form, step._x.Units);
            var state = step._division.MostRowsOfOne * units;
            var next = scratch;
            Kernel = Take(step._product.PackedFloats, ref next);
            ResetKernel = Take(step._resetProduct?.PackedFloats ?? 0, ref next);
            Zeros = Take(units + RecurrenceMemory.Slack, ref next);
            State = Take(state, ref next);
            Second = Take(form.States > 1 ? state : 0, ref next);
            Direct = Take(step.HasDirect ? state : 0, ref next);
            Reset = Take(step._resetProduct is null ? 0 : state, ref next);
            Read = Take(form.HasDropout ? state : 0, ref next);
            OfGate = Take(form.HasDropout ? state : 0, ref next);
            Floats = (int)(next - scratch);

            static float* Take(int floats, ref float* next)
            {
                var taken = next;
                next += RecurrenceMemory.Aligned(floats);
                return taken;
            }
        }

        public int Floats { get; }
    }
}
