namespace Lamina.Formats.Onnx.Import;

/// <summary>Recurrent networks [steps, batch, inputs], step by step: those that no layer is like.</summary>
internal static class RecurrentFunctions
{
    // Each step is written out.
    private const int MostSteps = 4096;

    public static OnnxFunction[] Rows { get; } =
    [
        new("LSTM", static call => Run(call, gates: 4, states: 2)),
        new("GRU", static call => Run(call, gates: 3, states: 1)),
        new("RNN", static call => Run(call, gates: 1, states: 1)),
    ];

    private static Tensor[] Run(OnnxCall call, int gates, int states)
    {
        var form = RecurrentForm.Of(call, gates, states);
        var batchFirst = call.Whole("layout", 0) != 0;
        var x = batchFirst ? call.X.SwapAxes(0, 1) : call.X;
        if (x.Shape[0] is < 1 or > MostSteps)
        {
            throw call.Error($"it has {x.Shape[0]} steps; from 1 to {MostSteps} are written out, where no recurrent layer of Keras does the same.");
        }

        var (outputs, ends) = (new List<Tensor>(), Enumerable.Range(0, states).Select(_ => new List<Tensor>()).ToArray());
        for (var direction = 0; direction < form.Directions; direction++)
        {
            var run = new RecurrentRun(call, form, direction, batchFirst);
            var (steps, last) = run.Over(x);
            outputs.Add(Tensor.Stack(steps).ExpandDims(1));
            foreach (var (end, state) in ends.Zip(last))
            {
                end.Add(state.ExpandDims(0));
            }
        }

        var y = Tensor.Concat([.. outputs], 1);
        Tensor[] all = [y, .. ends.Select(end => Tensor.Concat([.. end], 0))];
        return batchFirst ? [y.Transpose(2, 0, 1, 3), .. all.Skip(1).Select(state => state.SwapAxes(0, 1))] : all;
    }
}
