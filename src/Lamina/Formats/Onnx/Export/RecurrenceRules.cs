using Lamina.Graphs;
using Lamina.Ops;
using static Lamina.Formats.Onnx.Export.OnnxOps;

namespace Lamina.Formats.Onnx.Export;

/// <summary>LSTM, GRU and plain recurrent layers over all steps of a sequence.</summary>
internal static class RecurrenceRules
{
    public static readonly KeyValuePair<Type, OnnxRule>[] All = [Row<Recurrence>(Whole)];

    // Where ONNX's i, o, f, c stand in Keras's i, f, c, o.
    private static readonly int[] LstmGates = [0, 3, 1, 2];

    private enum Rows
    {
        Others,
        Outputs,
        State,
        Second,
    }

    /// <summary>Whether a recurrence is written as such, and not step by step.</summary>
    public static bool HasOperator(Node node) =>
        node.Op is Recurrence { Form: { HasDropout: false } form, Result: not RecurrenceResult.Trace }
        && node.Inputs.Skip(1).Take(form.HasBias ? 2 : 1).All(weight => new Graph([weight]).Parameters.IsEmpty);

    /// <summary>Some rows of a recurrence, where ONNX gives them as an output of their own.</summary>
    public static OnnxValue? PartOf(OnnxEmitter e, TracedNode node)
    {
        if (node.Inputs[0] is not { Op: Recurrence op } recurrence)
        {
            return null;
        }

        Rows[] kinds = [.. node.Traces.Select(trace => KindOf((Part)trace.Op, op, trace.Inputs[0].Node.Inputs[0].Shape[0])).Distinct()];
        var (outputs, states) = Run(e, recurrence);
        return kinds switch
        {
            [Rows.Outputs] => outputs,
            [Rows.State] => states[0],
            [Rows.Second] => states[1],
            _ => null,
        };
    }

    private static Rows KindOf(Part part, Recurrence op, int steps)
    {
        var rows = op.Form.RowsOf(op.Result, steps);
        return part.Count == 1 && part.Start == rows.LastState ? Rows.State
            : part.Count == 1 && op.Form.States > 1 && op.Result != RecurrenceResult.Outputs && part.Start == rows.LastSecond ? Rows.Second
            : op.Result != RecurrenceResult.States && part.Count == steps && part.Start == rows.Outputs ? Rows.Outputs
            : Rows.Others;
    }

    // All rows: the outputs, if they are wanted, and the states beside them.
    private static OnnxValue Whole(OnnxEmitter e, TracedNode node)
    {
        var op = node.Same<Recurrence>();
        var (outputs, states) = Run(e, node);
        OnnxValue[] second = states.Length > 1 && op.Result != RecurrenceResult.Outputs ? [states[1]] : [];
        var first = op.Result == RecurrenceResult.States ? states[0] : outputs;
        OnnxValue[] rows = op.Form.Backwards ? [.. second, first] : [first, .. second];
        return rows.Length == 1
            ? rows[0]
            : e.Add("Concat", [.. rows.Select(e.Plain)], node.Shape, node.DType, OnnxAttribute.Of("axis", 0L));
    }

    private static (OnnxValue Outputs, OnnxValue[] States) Run(OnnxEmitter e, TracedNode node)
    {
        var form = node.Same<Recurrence>().Form;
        if (form.HasMask)
        {
            return MaskedRecurrence.Run(e, node);
        }

        var (z, kernel) = (node.Inputs[0], node.Inputs[1]);
        var (x, ofInputs, bias) = Projection(z);
        var units = (int)kernel.Shape[0].First;
        var type = node.DType;
        var (steps, batch) = (z.Shape[0], z.Shape[1]);
        var firstState = form.HasBias ? 3 : 2;
        OnnxValue?[] inputs =
        [
            e.Plain(e[x]), Weight(e, form, units, ofInputs?.Formula ?? Tensor.Eye(form.Gates * units, dtype: type), ofInputs is null ? "" : Name(ofInputs)),
            Weight(e, form, units, kernel.Formula, Name(kernel)),
            Bias(e, form, units, bias?.Formula, form.HasBias ? node.Inputs[2].Formula : null, type), null,
            .. Enumerable.Range(firstState, form.States).Select(i => State(e, node.Inputs[i], batch, e.Grid.Fixed(units))),
        ];
        var last = Array.FindLastIndex(inputs, input => input is not null) + 1;
        Length[] state = [e.One, batch, e.Grid.Fixed(units)];
        var outputs = e.AddMany(
            Operator(form), inputs[..last], [[steps, .. state], .. Enumerable.Repeat(state, form.States)], type, [.. Attributes(form, units)]);
        return (e.Reshape(outputs[0], [steps, batch, e.Grid.Fixed(units)]), outputs[1..]);
    }

    private static string Operator(RecurrenceForm form) => form.Kind switch
    {
        RecurrentKind.Simple => "RNN",
        RecurrentKind.Lstm => "LSTM",
        _ => "GRU",
    };

    private static IEnumerable<OnnxAttribute> Attributes(RecurrenceForm form, int units)
    {
        yield return OnnxAttribute.Of("hidden_size", (long)units);
        yield return OnnxAttribute.Of("direction", form.Backwards ? "reverse" : "forward");
        GateFunction[] functions = form.Kind switch
        {
            RecurrentKind.Simple => [form.Activation],
            RecurrentKind.Lstm => [form.RecurrentActivation, form.Activation, form.Activation],
            _ => [form.RecurrentActivation, form.Activation],
        };
        yield return OnnxAttribute.Of("activations", [.. functions.Select(Function)]);
        (float Slope, float AtZero)[] lines = [.. functions.Select(Line).OfType<(float, float)>()];
        if (lines.Length > 0)
        {
            yield return OnnxAttribute.Of("activation_alpha", [.. lines.Select(line => line.Slope)]);
            yield return OnnxAttribute.Of("activation_beta", [.. lines.Select(line => line.AtZero)]);
        }

        if (form.Kind == RecurrentKind.GruResetAfter)
        {
            yield return OnnxAttribute.Of("linear_before_reset", 1L);
        }
    }

    private static string Function(GateFunction function) => function switch
    {
        GateFunction.Linear => "Affine",
        GateFunction.Keras2HardSigmoid => $"{GateFunction.HardSigmoid}",
        _ => $"{function}",
    };

    // The straight part of a function that has one.
    private static (float Slope, float AtZero)? Line(GateFunction function) => function switch
    {
        GateFunction.Linear => (1f, 0f),
        GateFunction.HardSigmoid => (1f / 6, 0.5f),
        GateFunction.Keras2HardSigmoid => (0.2f, 0.5f),
        _ => null,
    };

    // What the inputs are multiplied with is a part of ONNX's operator.
    private static (TracedNode X, TracedNode? Kernel, TracedNode? Bias) Projection(TracedNode z)
    {
        var (product, bias) = z is { Op: Add, Inputs: [var inner, { Rank: 1, IsFixed: true } vector] } ? (inner, vector) : (z, null);
        return ProductRules.RowsTimesMatrix(product) is var (x, w) && w.IsFixed && x.Rank == 3 ? (x, w, bias) : (z, null, null);
    }

    // [inputs, gates·units] → [1, gates·units, inputs].
    private static OnnxValue Weight(OnnxEmitter e, RecurrenceForm form, int units, Tensor kernel, string hint) =>
        e.Fixed(Ordered(form, units, kernel).TransposeLast().ExpandDims(0), hint);

    // The bias of what the inputs give, then that of what the state gives: [1, 2·gates·units].
    private static OnnxValue? Bias(OnnxEmitter e, RecurrenceForm form, int units, Tensor? ofInputs, Tensor? ofProposal, DType type)
    {
        if (ofInputs is null && ofProposal is null)
        {
            return null;
        }

        var nothing = Tensor.Zeros([form.Gates * units], type);
        var ofState = ofProposal is null ? nothing : Tensor.Concat([Tensor.Zeros([2 * units], type), ofProposal]);
        return e.Fixed(Tensor.Concat([Ordered(form, units, ofInputs ?? nothing), ofState]).ExpandDims(0));
    }

    // The gates of a GRU are z, r, h in both.
    private static Tensor Ordered(RecurrenceForm form, int units, Tensor gates) => form.Kind == RecurrentKind.Lstm
        ? Tensor.Concat([.. LstmGates.Select(gate => gates.Slice(-1, gate * units, units))])
        : gates;

    private static OnnxValue? State(OnnxEmitter e, TracedNode state, Length batch, Length units) =>
        state.Filled == 0 ? null : e.Plain(e.Reshape(e[state], [e.One, batch, units]));

    private static string Name(TracedNode weight) => weight.Op is ReadVariable read ? read.Variable.Path : "";
}
