using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Recurrences with a mask: ONNX's operators end sequences early but cannot leave out a step in the middle, so the
/// step is written down, and <c>Scan</c> repeats it.</summary>
internal static class MaskedRecurrence
{
    /// <summary>The outputs [steps, batch, units] and the last states [1, batch, units].</summary>
    public static (OnnxValue Outputs, OnnxValue[] States) Run(OnnxEmitter e, TracedNode node)
    {
        var (form, steps) = (((Recurrence)node.Op).Form, node.Inputs[0].Shape[0]);
        var found = e.Once(form, node.Inputs, () => Write(e, node));
        Length[] state = [e.One, .. node.Shape[1..]];
        return (found[form.States] with { Shape = [steps, .. node.Shape[1..]] }, [.. found[..form.States].Select(last => e.Reshape(last, state))]);
    }

    private static OnnxValue[] Write(OnnxEmitter e, TracedNode node)
    {
        var form = ((Recurrence)node.Op).Form;
        var step = TracedGraph.Of(node.Path, [.. node.Traces.Select(trace => Step(form, trace))]);
        var (state, first) = (node.Shape[1..], form.HasBias ? 3 : 2);
        (Length[], DType)[] inputs =
        [
            .. Enumerable.Repeat((state, node.DType), form.States), (node.Inputs[0].Shape[1..], node.DType), (state[..1], DType.Bool),
        ];
        var body = e.Body(inputs, given =>
        {
            foreach (var parameter in step.Nodes.Where(parameter => parameter.Op is Parameter))
            {
                e[parameter] = given[((Parameter)parameter.Op).Position];
            }

            OnnxOps.Write(e, step);
            OnnxValue[] states = [.. step.Outputs.Select(output => e.Plain(e[output]))];
            return [.. states, e.Separate(states[0])];
        });
        e.Enter(node);
        var way = form.Backwards ? 1L : 0;
        OnnxValue[] operands =
        [
            .. Enumerable.Range(first, form.States).Select(i => e.Plain(e[node.Inputs[i]])), e.Plain(e[node.Inputs[0]]), e.Plain(e[node.Inputs[^1]]),
        ];
        return e.Add(
            "Scan", operands, [.. Enumerable.Repeat(state, form.States), [node.Inputs[0].Shape[0], .. state]], node.DType, body,
            OnnxAttribute.Of("num_scan_inputs", 2L), OnnxAttribute.Of("scan_input_axes", [0L, 1L]),
            OnnxAttribute.Of("scan_input_directions", [way, way]), OnnxAttribute.Of("scan_output_directions", [way]));
    }

    // From states, what comes in and whether it counts, the next states.
    private static Graph Step(RecurrenceForm form, Node node)
    {
        using var scope = Tracer.At(node.Path);
        var (z, state) = (node.Inputs[0].Type, new TensorType(node.Output.Shape[1..], node.Output.DType));
        Tensor[] states = [.. Enumerable.Range(0, form.States).Select(i => new Parameter(state, $"state_{i}", i).Of())];
        var input = new Parameter(z with { Shape = z.Shape[1..] }, "z", form.States).Of();
        var counts = new Parameter(new TensorType(z.Shape[1..2], DType.Bool), "mask", form.States + 1).Of().ExpandDims(-1);
        form = form with { Backwards = false };
        var next = new Recurrence(form, RecurrenceResult.States).Define(
            [input.ExpandDims(0), .. node.Inputs[1..(form.HasBias ? 3 : 2)], .. states, counts]);
        Tensor[] rows = next.Op is Concat ? [.. next.Node.Inputs] : [next];
        return Definitions.Unfold(new Graph(rows.Select(row => row.Reshape(state.Shape))));
    }
}
