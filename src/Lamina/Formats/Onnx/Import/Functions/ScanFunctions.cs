namespace Lamina.Formats.Onnx.Import;

/// <summary>A graph that is run for each step of a sequence, and carries states along: written out step by step.</summary>
internal static class ScanFunctions
{
    /// <summary>The attribute that lists what a body reads of the graph around it; these are the last inputs of the node.</summary>
    public const string Captured = "captured";

    // Each step is written out.
    private const int MostSteps = 4096;

    public static OnnxFunction[] Rows { get; } = [new("Scan", Scan)];

    /// <summary>The graph that a node runs; null for one that runs none.</summary>
    public static OnnxGraph? BodyOf(OnnxNode node) => node.Attribute.FirstOrDefault(attribute => attribute.Name == "body")?.G;

    /// <summary>A node that names what its body reads of the graph around it.</summary>
    public static OnnxNode WithCaptured(OnnxNode node)
    {
        if (node.OpType != "Scan" || BodyOf(node) is not { } body)
        {
            return node;
        }

        HashSet<string> own =
        [
            .. body.Input.Select(input => input.Name), .. body.Initializer.Select(initializer => initializer.Name),
            .. body.Node.SelectMany(inner => inner.Output),
        ];
        string[] captured =
        [
            .. body.Node.SelectMany(inner => WithCaptured(inner).Input).Concat(body.Output.Select(output => output.Name))
                .Where(name => name.Length > 0 && !own.Contains(name)).Distinct(),
        ];
        return node with { Input = [.. node.Input, .. captured], Attribute = [.. node.Attribute, OnnxAttribute.Of(Captured, captured)] };
    }

    private static Tensor[] Scan(OnnxCall call)
    {
        if (call.Opset < 9 || BodyOf(call.Node) is not { } body)
        {
            throw call.Error("it needs a body, and opset 9 or later.");
        }

        if (body.Node.Any(node => node.OpType == "Scan"))
        {
            throw call.Error("its body has a Scan of its own, which Lamina does not write out.");
        }

        var captured = call.Texts(Captured) ?? [];
        var (scans, given) = (call.Whole("num_scan_inputs", 0), call.Inputs.Count - captured.Count);
        var states = given - scans;
        if (scans < 1 || states < 0 || body.Input.Count != given || body.Output.Count < states)
        {
            throw call.Error($"it has {given} inputs, {scans} of them sequences, for a body of {body.Input.Count} inputs and {body.Output.Count} outputs.");
        }

        var known = captured.Select((name, i) => (name, Value: call[given + i])).ToDictionary(pair => pair.name, pair => pair.Value);
        foreach (var initializer in body.Initializer)
        {
            known[initializer.Name] = GivenTensors.Read(initializer, call.File);
        }

        return Run(call, body, known, states, scans);
    }

    private static Tensor[] Run(OnnxCall call, OnnxGraph body, Dictionary<string, Tensor> known, int states, int scans)
    {
        Tensor[] carried = [.. Enumerable.Range(0, states).Select(i => call[i])];
        int[] axes = [.. Enumerable.Range(0, scans).Select(i => call.Axis(call[states + i], Item(call, "scan_input_axes", i)))];
        var length = call[states].Shape[axes[0]];
        if (length is < 1 or > MostSteps)
        {
            throw call.Error($"it has {length} steps; from 1 to {MostSteps} are written out.");
        }

        var outputs = Enumerable.Range(0, body.Output.Count - states).Select(_ => new List<Tensor>()).ToArray();
        for (var step = 0; step < length; step++)
        {
            for (var i = 0; i < body.Input.Count; i++)
            {
                known[body.Input[i].Name] = i < states ? carried[i]
                    : call[i].Select(axes[i - states], Item(call, "scan_input_directions", i - states) == 0 ? step : length - 1 - step);
            }

            foreach (var node in body.Node)
            {
                OnnxProgram.RunInto(known, WithCaptured(node), call.Opset, call.File);
            }

            Tensor[] results = [.. body.Output.Select(output => OnnxProgram.Find(known, output.Name, call.Node, call.File))];
            carried = results[..states];
            foreach (var (list, value) in outputs.Zip(results[states..]))
            {
                list.Add(value);
            }
        }

        return [.. carried, .. outputs.Select((steps, i) => Stacked(call, steps, i))];
    }

    private static Tensor Stacked(OnnxCall call, List<Tensor> steps, int output)
    {
        if (Item(call, "scan_output_directions", output) != 0)
        {
            steps.Reverse();
        }

        var axis = Item(call, "scan_output_axes", output);
        return Tensor.Stack([.. steps], axis < 0 ? axis + steps[0].Rank + 1 : axis);
    }

    private static int Item(OnnxCall call, string list, int place) =>
        call.Wholes(list) is { } values && place < values.Length ? values[place] : 0;
}
