namespace Lamina.Formats.Onnx.Import;

/// <summary>One direction of a recurrent operator.</summary>
/// <remarks>Gates stand in the weights in ONNX's order: i, o, f, c for LSTM; z, r, h for GRU.</remarks>
internal sealed class RecurrentRun
{
    private readonly OnnxCall _call;
    private readonly RecurrentForm _form;
    private readonly int _direction;
    private readonly bool _batchFirst;
    private readonly Tensor _recurrent;
    private readonly Tensor? _bias;
    private readonly Tensor? _innerBias;

    public RecurrentRun(OnnxCall call, RecurrentForm form, int direction, bool batchFirst)
    {
        (_call, _form, _direction, _batchFirst) = (call, form, direction, batchFirst);
        _recurrent = call[2].Select(0, direction).TransposeLast();
        var width = form.Gates * form.Units;
        _bias = call.Find(3)?.Select(0, direction).Slice(0, 0, width);
        _innerBias = call.Find(3)?.Select(0, direction).Slice(0, width, width);
    }

    private int Units => _form.Units;

    /// <summary>The outputs of all steps in their order, and the states behind the last.</summary>
    public (Tensor[] Steps, Tensor[] States) Over(Tensor x)
    {
        var (length, batch) = (x.Shape[0], x.Shape[1]);
        var projected = x.MatMul(_call[1].Select(0, _direction).TransposeLast());
        projected = _bias is null ? projected : projected + _bias;
        Tensor[] states = [.. Enumerable.Range(0, _form.States).Select(i => First(i, batch, x.DType))];
        var lengths = _call.Find(4);
        var backwards = _form.Direction == "reverse" || _direction == 1;
        var steps = new Tensor[length];
        for (var i = 0; i < length; i++)
        {
            var at = backwards ? length - 1 - i : i;
            var next = Step(projected.Select(0, at), states);

            // Behind its end a sequence keeps its states and gives 0.
            var counts = lengths is null ? null : (lengths > at).ExpandDims(-1);
            states = counts is null ? next : [.. next.Zip(states, (after, before) => Tensor.Where(counts, after, before))];
            steps[at] = counts is null ? next[0] : Tensor.Where(counts, next[0], next[0].ZerosLike());
        }

        return (steps, states);
    }

    private Tensor First(int state, int batch, DType dtype)
    {
        if (_call.Find(5 + state) is not { } given)
        {
            return Tensor.Zeros([batch, Units], dtype);
        }

        return (_batchFirst ? given.SwapAxes(0, 1) : given).Select(0, _direction);
    }

    private Tensor[] Step(Tensor projected, Tensor[] states) => _form.Gates switch
    {
        4 => LongShortTerm(projected, states[0], states[1]),
        3 => [Gated(projected, states[0])],
        _ => [Apply(projected + Recur(states[0]), 0)],
    };

    private Tensor[] LongShortTerm(Tensor projected, Tensor h, Tensor c)
    {
        var z = projected + Recur(h);
        var input = Apply(Peep(Gate(z, 0), c, 0), 0);
        var forget = _call.Whole("input_forget", 0) != 0 ? 1 - input : Apply(Peep(Gate(z, 2), c, 2), 0);
        c = (forget * c) + (input * Apply(Gate(z, 3), 1));
        var output = Apply(Peep(Gate(z, 1), c, 1), 0);
        return [output * Apply(c, 2), c];
    }

    private Tensor Gated(Tensor projected, Tensor h)
    {
        var recurred = Recur(h);
        var update = Apply(Gate(projected, 0) + Gate(recurred, 0), 0);
        var reset = Apply(Gate(projected, 1) + Gate(recurred, 1), 0);
        Tensor inner;
        if (_call.Whole("linear_before_reset", 0) != 0)
        {
            inner = reset * Gate(recurred, 2);
        }
        else
        {
            inner = (reset * h).MatMul(_recurrent.Slice(-1, 2 * Units, Units));
            inner = _innerBias is null ? inner : inner + Gate(_innerBias, 2);
        }

        return ((1 - update) * Apply(Gate(projected, 2) + inner, 1)) + (update * h);
    }

    // A gate may see the state that it guards: the weights stand in the order i, o, f.
    private Tensor Peep(Tensor gate, Tensor c, int place) => _call.Find(7) is { } weights
        ? gate + (c * weights.Select(0, _direction).Slice(0, place * Units, Units))
        : gate;

    private Tensor Recur(Tensor h)
    {
        var y = h.MatMul(_recurrent);
        return _innerBias is null ? y : y + _innerBias;
    }

    private Tensor Gate(Tensor x, int gate) => x.Slice(-1, gate * Units, Units);

    private Tensor Apply(Tensor x, int place) => _form.Apply(
        _call.Has("clip") ? x.Clip(-_call.Number("clip", 0), _call.Number("clip", 0)) : x, _direction, place);
}
