namespace Lamina.Ops;

/// <summary>The inputs of a <see cref="Recurrence"/> by their names.</summary>
internal readonly record struct RecurrenceInputs(
    Tensor Z, Tensor Kernel, Tensor? Bias, Tensor[] States, Tensor? Mask, Tensor? Dropout)
{
    /// <summary>From the order in which the op has them.</summary>
    public static RecurrenceInputs Of(RecurrenceForm form, ReadOnlySpan<Tensor> inputs)
    {
        var states = form.HasBias ? 3 : 2;
        var mask = states + form.States;
        return new(
            inputs[0],
            inputs[1],
            form.HasBias ? inputs[2] : null,
            inputs.Slice(states, form.States).ToArray(),
            form.HasMask ? inputs[mask] : null,
            form.HasDropout ? inputs[mask + (form.HasMask ? 1 : 0)] : null);
    }

    /// <summary>Gradients of all inputs, without those of the mask and of the dropout factors, which are constants.</summary>
    public static Tensor?[] WithoutConstants(RecurrenceForm form, Tensor?[] gradients)
    {
        var constants = (form.HasMask ? 1 : 0) + (form.HasDropout ? 1 : 0);
        return [.. gradients[..^constants], .. Enumerable.Repeat<Tensor?>(null, constants)];
    }
}

/// <summary>A recurrence in plain ops, one step after the other: what the kernels are compared with.</summary>
internal sealed class RecurrenceSteps
{
    private readonly RecurrenceForm _form;
    private readonly RecurrenceInputs _x;
    private readonly Tensor[] _gates;
    private readonly Tensor[] _extras;
    private readonly Tensor[][] _states;

    private RecurrenceSteps(RecurrenceForm form, RecurrenceInputs x)
    {
        (_form, _x) = (form, x);
        var steps = x.Z.Shape[0];
        (_gates, _extras, _states) = (new Tensor[steps], new Tensor[steps], new Tensor[steps + 1][]);
    }

    /// <summary>Writes the steps down.</summary>
    /// <param name="form">What is done.</param>
    /// <param name="x">The inputs.</param>
    /// <param name="inner">Something of z's shape to add to the products with the recurrent kernel, so that the gradient
    /// can be taken with respect to it.</param>
    public static RecurrenceSteps Run(RecurrenceForm form, RecurrenceInputs x, Tensor? inner = null)
    {
        var run = new RecurrenceSteps(form, x);
        Tensor[] steps = [.. Split(x.Z)];
        Tensor[]? added = inner is null ? null : [.. Split(inner)];
        var states = run._states;
        states[form.Backwards ? steps.Length : 0] = x.States;
        for (var i = 0; i < steps.Length; i++)
        {
            var t = form.Backwards ? steps.Length - 1 - i : i;
            var (before, after) = form.Backwards ? (t + 1, t) : (t, t + 1);
            var next = run.Step(t, steps[t], states[before], added?[t]);
            states[after] = x.Mask?.Slice(1, t, 1) is { } counts
                ? [.. next.Zip(states[before], (a, b) => Tensor.Where(counts, a, b))]
                : next;
        }

        return run;
    }

    /// <summary>A result, as <see cref="RecurrenceRows"/> lays it out.</summary>
    public Tensor Pack(RecurrenceResult result)
    {
        var last = _form.Backwards ? 0 : _gates.Length;
        var first = _form.Backwards ? 0 : 1;
        Tensor[] second = _form.States > 1 ? [_states[last][1]] : [];
        Tensor[] outputs = [.. _states[first..(first + _gates.Length)].Select(states => states[0])];
        return Rows(result switch
        {
            RecurrenceResult.States => Beside([_states[last][0]], second),
            RecurrenceResult.Outputs => outputs,
            RecurrenceResult.Both => Beside(outputs, second),
            _ =>
            [
                .. Beside([.. _states.Select(states => states[0])], second),
                .. _states.SelectMany(states => states.Skip(1)), .. _gates,
                .. _x.States.Select(state => Tensor.Zeros(state.Shape, state.DType)), .. _extras.Where(x => x is not null),
            ],
        });
    }

    private Tensor[] Beside(Tensor[] outputs, Tensor[] second) => _form.Backwards ? [.. second, .. outputs] : [.. outputs, .. second];

    private Tensor Rows(Tensor[] tensors) => Tensor.Concat([.. tensors.Select(x => x.Reshape([-1, .. _x.States[0].Shape]))], 0);

    private Tensor[] Step(int t, Tensor z, Tensor[] states, Tensor? added)
    {
        var h = states[0];
        return _form.Kind switch
        {
            RecurrentKind.Simple => [_gates[t] = Propose(z + Recur(1))],
            RecurrentKind.Lstm => Lstm(z + Recur(4), states[1]),
            RecurrentKind.GruResetAfter => [ResetAfter(Recur(3))],
            _ => [ResetBefore()],
        };

        Tensor Recur(int gates) => _x.Dropout is null
            ? Product(h, 0, gates)
            : Tensor.Concat([.. Enumerable.Range(0, gates).Select(gate => Product(Read(gate), gate, 1))]);

        Tensor Read(int gate) => _x.Dropout is { } factors ? h * factors.Select(0, gate) : h;

        Tensor Product(Tensor x, int gate, int count)
        {
            var y = x.MatMul(Gate(_x.Kernel, gate, count));
            return added is null ? y : y + Gate(added, gate, count);
        }

        Tensor[] Lstm(Tensor y, Tensor c)
        {
            var (i, f, g, o) = (Open(Gate(y, 0)), Open(Gate(y, 1)), Propose(Gate(y, 2)), Open(Gate(y, 3)));
            c = f * c + i * g;
            _gates[t] = Tensor.Concat([i, f, g, o]);
            return [o * Propose(c), c];
        }

        Tensor ResetAfter(Tensor y)
        {
            var gates = Open(Gate(z, 0, 2) + Gate(y, 0, 2));
            _extras[t] = _x.Bias is { } bias ? Gate(y, 2) + bias : Gate(y, 2);
            return Mix(gates, Propose(Gate(z, 2) + Gate(gates, 1) * _extras[t]));
        }

        Tensor ResetBefore()
        {
            var gates = Open(Gate(z, 0, 2) + Recur(2));
            _extras[t] = Gate(gates, 1) * Read(2);
            return Mix(gates, Propose(Gate(z, 2) + Product(_extras[t], 2, 1)));
        }

        Tensor Mix(Tensor gates, Tensor proposed)
        {
            _gates[t] = Tensor.Concat([gates, proposed]);
            var keep = Gate(gates, 0);
            return keep * h + (1 - keep) * proposed;
        }
    }

    private Tensor Gate(Tensor x, int first, int count = 1)
    {
        var units = _x.Kernel.Shape[0];
        return x.Slice(-1, first * units, count * units);
    }

    private Tensor Open(Tensor x) => Apply(_form.RecurrentActivation, x);

    private Tensor Propose(Tensor x) => Apply(_form.Activation, x);

    private static Tensor Apply(GateFunction function, Tensor x) => function switch
    {
        GateFunction.Relu => x.Relu(),
        GateFunction.Tanh => x.Tanh(),
        GateFunction.Sigmoid => x.Sigmoid(),
        GateFunction.HardSigmoid => (x + 3).Clip(0, 6) / 6,
        GateFunction.Keras2HardSigmoid => ((x * 0.2) + 0.5).Clip(0, 1),
        _ => x,
    };

    // By halves, not one by one: the gradients of the parts are put together again level by level, so that n steps cost
    // n·log n and not n².
    private static IEnumerable<Tensor> Split(Tensor x)
    {
        var count = x.Shape[0];
        return count == 1
            ? [x.Squeeze(0)]
            : [.. Split(x.Slice(0, 0, count / 2)), .. Split(x.Slice(0, count / 2, count - (count / 2)))];
    }
}
