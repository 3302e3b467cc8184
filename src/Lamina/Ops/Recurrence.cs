using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>An LSTM, a GRU or a plain recurrent layer over all steps of a sequence.</summary>
/// <remarks>
/// <para>Shapes: what the inputs give z [steps, batch, gates·units], the recurrent kernel [units, gates·units], a bias
/// [units] if the form has it, one or two first states [batch, units], a mask [batch, steps] and dropout factors
/// [gates, batch, units] if the form has them → rows [rows, batch, units], laid out as <see cref="RecurrenceRows"/>
/// says.</para>
/// <para>The gradient with respect to z is an op of its own, which needs the trace. That of the kernel is then one matrix
/// product over all steps. Where trace and result are both wanted, the compiler makes the result a part of the
/// trace.</para>
/// </remarks>
internal sealed record Recurrence(RecurrenceForm Form, RecurrenceResult Result) : Op, IFusedOp
{
    public override string Name => $"{Form.Kind}{Result}";

    public Tensor Define(params ReadOnlySpan<Tensor> inputs) =>
        RecurrenceSteps.Run(Form, RecurrenceInputs.Of(Form, inputs)).Pack(Result);

    public override TensorType Infer(ReadOnlySpan<TensorType> inputs)
    {
        var rows = Form.RowsOf(Result, inputs[0].Shape[0]).Count;
        return new TensorType([rows, .. CheckInputs(this, Form, inputs)], inputs[0].DType);
    }

    public override Tensor?[] Vjp(Node node, Tensor dy)
    {
        Tensor[] inputs = [.. node.Inputs];
        if (Result == RecurrenceResult.Trace)
        {
            return RecurrenceInputs.WithoutConstants(Form, Gradient.Vjp(Define(inputs), dy, inputs));
        }

        var x = RecurrenceInputs.Of(Form, inputs);
        var (steps, batch, units) = (x.Z.Shape[0], x.Z.Shape[1], x.Kernel.Shape[0]);
        var trace = (this with { Result = RecurrenceResult.Trace }).Of(inputs);
        var gradient = new RecurrenceGradient(Form, Result).Of([dy, trace, .. inputs]);
        var dZ = GatesAt(0);
        var inner = Form.HasInnerGradient ? GatesAt(steps * Form.Gates) : dZ;
        var states = Enumerable.Range(0, Form.States)
            .Select(i => new Part(gradient.Shape[0] - Form.States + i, 1).Of(gradient).Squeeze(0));
        Tensor?[] bias = Form.HasBias ? [inner.Slice(-1, 2 * units, units).Sum([0, 1])] : [];
        return
        [
            dZ, KernelGradient(x, trace, inner), .. bias, .. states,
            .. Enumerable.Repeat<Tensor?>(null, node.Inputs.Length - 2 - bias.Length - Form.States),
        ];

        Tensor GatesAt(int row) =>
            new Part(row, steps * Form.Gates).Of(gradient).Reshape([steps, batch, Form.Gates * units]);
    }

    /// <summary>Checks the inputs that the op and its gradient have in common; gives [batch, units].</summary>
    internal static Shape CheckInputs(Op op, RecurrenceForm form, ReadOnlySpan<TensorType> inputs)
    {
        var (z, kernel) = (inputs[0].Shape, inputs[1].Shape);
        if (z.Rank != 3 || z[0] == 0 || kernel.Rank != 2 || kernel[1] != form.Gates * kernel[0] || z[2] != kernel[1])
        {
            throw Mismatch.Shapes(
                $"{op.Name} needs z of [steps, batch, {form.Gates}·units] and a kernel of [units, {form.Gates}·units].",
                ("z", z),
                ("kernel", kernel));
        }

        Shape state = [z[1], kernel[0]];
        var at = 2;
        Check(form.HasBias ? 1 : 0, "bias", [kernel[0]], inputs);
        Check(form.States, "state", state, inputs);
        Check(form.HasMask ? 1 : 0, "mask", [z[1], z[0]], inputs);
        Check(form.HasDropout ? 1 : 0, "dropout", [form.Gates, .. state], inputs);
        return state;

        void Check(int count, string name, Shape shape, ReadOnlySpan<TensorType> types)
        {
            for (; count > 0; count--, at++)
            {
                var wanted = name == "mask" ? DType.Bool : types[0].DType;
                if (types[at].Shape != shape)
                {
                    throw Mismatch.Shapes($"{op.Name} needs a {name} of shape {shape}.", (name, types[at].Shape), ("z", types[0].Shape));
                }

                if (types[at].DType != wanted)
                {
                    throw Mismatch.DType(op, $"a {name} of {wanted.KerasName}", types[at].DType);
                }
            }
        }
    }

    // Σ over steps and rows of (what met the kernel)ᵀ·(gradient of the product).
    private Tensor KernelGradient(RecurrenceInputs x, Tensor trace, Tensor inner)
    {
        var (steps, units) = (x.Z.Shape[0], x.Kernel.Shape[0]);
        var rows = Form.RowsOf(RecurrenceResult.Trace, steps);

        // The first step taken, if it meets zeros, adds nothing.
        var skipped = x.States[0].Op is Fill { Value: 0 } ? 1 : 0;
        if (steps == skipped)
        {
            return Tensor.Zeros(x.Kernel.Shape, x.Kernel.DType);
        }

        var first = Form.Backwards ? 0 : skipped;
        steps -= skipped;
        inner = skipped == 0 ? inner : new Part(first, steps).Of(inner);
        var h = new Part(rows.StatesBefore + first, steps).Of(trace);
        var together = Form.Kind == RecurrentKind.GruResetBefore ? 2 : Form.Gates;
        Tensor[] gates = x.Dropout is { } factors
            ? [.. Enumerable.Range(0, together).Select(gate => Product(h * factors.Select(0, gate), Gates(gate, 1)))]
            : [Product(h, Gates(0, together))];
        return Form.Kind == RecurrentKind.GruResetBefore
            ? Tensor.Concat([.. gates, Product(new Part(rows.Extras + first, steps).Of(trace), Gates(2, 1))])
            : Tensor.Concat(gates);

        Tensor Gates(int first, int count) =>
            count == Form.Gates ? inner : inner.Slice(-1, first * units, count * units);

        static Tensor Product(Tensor a, Tensor b) =>
            new MatMul(TransposeA: true).Of(a.Reshape([-1, a.Shape[^1]]), b.Reshape([-1, b.Shape[^1]]));
    }
}

/// <summary>The gradient of a <see cref="Recurrence"/> with respect to what its inputs give and to its first states.</summary>
/// <remarks>
/// Shapes: dy of the result's shape, the trace, and the inputs of the recurrence → rows [rows, batch, units]: dz [steps,
/// batch, gates·units]; where it is another, the gradient of the product with the recurrent kernel, of the same shape;
/// the first states' gradients.
/// </remarks>
internal sealed record RecurrenceGradient(RecurrenceForm Form, RecurrenceResult Result) : Op, IFusedOp
{
    /// <summary>Whether the gradients of the first states are left out, because nobody reads them; the compiler finds
    /// that.</summary>
    public bool LeavesOutStates { get; init; }

    /// <summary>The first row of the first states' gradients.</summary>
    public int StatesRow(int steps) => steps * Form.Gates * (Form.HasInnerGradient ? 2 : 1);

    public override string Name => $"{Form.Kind}{Result}Gradient";

    public Tensor Define(params ReadOnlySpan<Tensor> inputs)
    {
        var x = RecurrenceInputs.Of(Form, inputs[2..]);
        var nothing = Tensor.Zeros(x.Z.Shape, x.Z.DType);
        var y = RecurrenceSteps.Run(Form, x, nothing).Pack(Result);
        var gradients = Gradient.Vjp(y, inputs[0], [x.Z, nothing, .. x.States]);
        var batch = x.States[0].Shape;
        return Tensor.Concat([.. gradients.Where((_, i) => i != 1 || Form.HasInnerGradient).Select(g => g.Reshape([-1, .. batch]))], 0);
    }

    public override TensorType Infer(ReadOnlySpan<TensorType> inputs)
    {
        var state = Recurrence.CheckInputs(this, Form, inputs[2..]);
        var steps = inputs[2].Shape[0];
        Shape wanted = [Form.RowsOf(Result, steps).Count, .. state];
        if (inputs[0].Shape != wanted)
        {
            throw Mismatch.Shapes($"{Name} needs an upstream gradient of shape {wanted}.", ("dy", inputs[0].Shape));
        }

        return new TensorType([StatesRow(steps) + Form.States, .. state], inputs[2].DType);
    }

    // The trace follows from the other inputs, so what goes through it goes through them.
    public override Tensor?[] Vjp(Node node, Tensor dy)
    {
        Tensor[] inputs = [.. node.Inputs];
        var gradients = Gradient.Vjp(Define(inputs), dy, [inputs[0], .. inputs[2..]]);
        return [gradients[0], null, .. RecurrenceInputs.WithoutConstants(Form, gradients[1..])];
    }
}
