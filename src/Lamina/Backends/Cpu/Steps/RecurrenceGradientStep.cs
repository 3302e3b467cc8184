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
    private readonly RecurrenceResult _result;
    private readonly RecurrenceRows _rows;
    private readonly RecurrenceRows _traceRows;
    private readonly RecurrenceMemory _x;
    private readonly RecurrenceUnits _division;
    private readonly RecurrentProduct _product;
    private readonly RecurrentProduct? _resetProduct;
    private readonly delegate*<CellGradientArguments*, void> _cell;
    private readonly delegate*<CellGradientArguments*, void> _resetGates;
    private readonly delegate*<CellGradientArguments*, void> _finish;
    private readonly delegate*<float*, float*, float*, float*, nint, void> _multiply;
    private readonly float* _dY;
    private readonly float* _trace;
    private readonly float* _d;

    public RecurrenceGradientStep(Node node, CpuMemory memory, SimdWidth width)
    {
        var op = (RecurrenceGradient)node.Op;
        (_form, _result) = (op.Form, op.Result);
        _x = new RecurrenceMemory(op.Form, [.. node.Inputs[2..]], memory);
        _rows = op.Form.RowsOf(op.Result, _x.Steps);
        _traceRows = op.Form.RowsOf(RecurrenceResult.Trace, _x.Steps);
        _dY = memory[node.Inputs[0]];
        _trace = memory[node.Inputs[1]];
        _d = memory[node.Output];
        _division = RecurrenceUnits.Of(_x.Batch, _x.Units * _x.Width);
        var functions = new GatePair(op.Form.RecurrentActivation, op.Form.Activation);
        _cell = RecurrentCellTable.FindGradient(op.Form.Kind, functions, width);
        _finish = RecurrentCellTable.FindFinish(width);
        _multiply = Elementwise.Binary<MultiplyKernel>(width, false, false);
        if (op.Form.Kind == RecurrentKind.GruResetBefore)
        {
            _resetGates = RecurrentCellTable.FindResetGatesGradient(functions, width);
            _resetProduct = Product(_x.Units);
        }

        _product = Product(op.Form.Kind == RecurrentKind.GruResetBefore ? 2 * _x.Units : _x.Width);
        Units = _division.Count;
        Cost = _x.Cost;

        RecurrentProduct Product(int depth) => RecurrentProduct.Create(
            new RecurrentShape(depth, _x.Units, 1, _x.Width, Transposed: true), _division.MostRowsOfOne, width);
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
        a.Dropout = _x.Dropout is null ? null : _x.Dropout + (first * (nint)_x.Units);
        Begin(&a, first);
        for (var i = 0; i < _x.Steps; i++)
        {
            var t = _form.Backwards ? i : _x.Steps - 1 - i;
            Place(&a, room, first, t, isFirst: i == _x.Steps - 1);
            Step(&a, room, kernel, resetKernel);
        }

        var states = _x.Steps * _form.Gates * (_form.HasInnerGradient ? 2 : 1);
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

    private void Place(CellGradientArguments* a, in Room room, int first, int t, bool isFirst)
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
        a->DOutput = isFirst || _result == RecurrenceResult.States
            ? null
            : Row(_dY, _rows.Outputs + (_form.Backwards ? t + 1 : t - 1), first);
        a->Read = Row(_trace, _traceRows.StatesAt + before, first);
        if (_x.Dropout is not null && _form.KeepsProduct)
        {
            _multiply(a->Read, a->Dropout, null, room.Read, a->Rows * a->Units);
            a->Read = room.Read;
        }
    }

    private void Step(CellGradientArguments* a, in Room room, float* kernel, float* resetKernel)
    {
        _cell(a);
        if (_resetProduct is not null)
        {
            Multiply(_resetProduct, resetKernel, a->DGates + (2 * a->Units), room.Zeros, 0, a->DReset, a->Rows);
            _resetGates(a);
        }

        var gradients = a->DInner is null ? a->DGates : a->DInner;
        if (HasDirect)
        {
            Multiply(_product, kernel, gradients, a->Direct, _x.Units, a->DState, a->Rows);
            if (a->Dropout is not null || a->DOutput is not null)
            {
                _finish(a);
            }
        }
        else if (a->DOutput is not null)
        {
            Multiply(_product, kernel, gradients, a->DOutput, _x.Units, a->DState, a->Rows);
        }
        else
        {
            Multiply(_product, kernel, gradients, room.Zeros, 0, a->DState, a->Rows);
        }
    }

    private void Multiply(RecurrentProduct product, float* kernel, float* gates, float* init, int initStride, float* c, int count)
    {
        RecurrentRows rows;
        rows.A = gates;
        rows.AStride = _x.Width;
        rows.InitStride = initStride;
        rows.CStride = _x.Units;
        rows.Rows = count;
        for (int block = 0, column = 0; column < _x.Units; block++, column += product.BlockColumns)
        {
            rows.Init = init + column;
            rows.C = c + column;
            product.Run(kernel, block, 0, in rows);
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
