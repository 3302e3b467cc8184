namespace Lamina.NN;

/// <summary>What of a model computes before its plan: the layers that read values such as strings, and whatever leads to
/// them. Its results, beside the inputs that need no such layer, are what enters the plan.</summary>
internal sealed class HostPart
{
    private readonly LayerGraph _graph;
    private readonly HashSet<LayerCall> _readers;
    private readonly LayerCall[] _calls;
    private readonly HashSet<KerasTensor> _wanted;

    private HostPart(LayerGraph graph, HashSet<LayerCall> readers)
    {
        (_graph, _readers) = (graph, readers);
        var (planned, entries) = Planned();
        PlanCalls = [.. graph.Calls.Where(planned.Contains)];
        Entries = [.. graph.Inputs.Where(entries.Contains), .. Outputs(readers).Where(entries.Contains)];
        OutputPlaces = [.. graph.Outputs.Index().Where(output => readers.Contains(output.Item.Call)).Select(output => output.Index)];
        _calls = Leading();
        _wanted = [.. _calls.SelectMany(call => call.Inputs), .. graph.Outputs];
        Check();
    }

    /// <summary>What enters the plan: inputs of the model, and what reading layers give.</summary>
    public IReadOnlyList<KerasTensor> Entries { get; }

    /// <summary>The calls that the plan makes, each behind those that it reads.</summary>
    public IReadOnlyList<LayerCall> PlanCalls { get; }

    /// <summary>The places of the model's outputs that are known before the plan runs.</summary>
    public IReadOnlyList<int> OutputPlaces { get; }

    /// <summary>The part of a model; null where all of it is made of tensor operations.</summary>
    public static HostPart? Of(LayerGraph graph)
    {
        var readers = new HashSet<LayerCall>();
        foreach (var call in graph.Calls)
        {
            var isReader = call.Layer.HostUse == HostUse.Always || (call.Layer.HostUse == HostUse.Possible
                && call.Inputs.All(input => input.Call.Layer is Input || readers.Contains(input.Call)));
            if (isReader)
            {
                readers.Add(call);
            }
        }

        // Strings that nothing reads are found too, and refused.
        return readers.Count > 0 || graph.Inputs.Any(input => input.DType == DType.String) ? new HostPart(graph, readers) : null;
    }

    /// <summary>What enters the plan for values of the inputs, and the outputs that are known already, by their places.</summary>
    public (Tensor[] Entries, Dictionary<int, Tensor> Outputs) Run(IReadOnlyList<Tensor> inputs)
    {
        var known = new Dictionary<KerasTensor, Tensor>();
        var read = new Dictionary<KerasTensor, Tensor>();
        foreach (var (input, value) in _graph.Inputs.Zip(inputs))
        {
            known[input] = read[input] = value;
        }

        foreach (var call in _calls)
        {
            var values = Values(call, [.. call.Inputs.Select(input => known[input])]);
            for (var i = 0; i < values.Count; i++)
            {
                read[call.Outputs[i]] = values[i];
            }

            if (call.Outputs.Any(_wanted.Contains))
            {
                var outputs = _readers.Contains(call) ? call.Layer.BehindHost(values) : values;
                for (var i = 0; i < outputs.Count; i++)
                {
                    known[call.Outputs[i]] = outputs[i].Evaluate();
                }
            }
        }

        return ([.. Entries.Select(entry => read[entry])], OutputPlaces.ToDictionary(i => i, i => known[_graph.Outputs[i]]));
    }

    /// <summary>What placeholders stand for where the plan begins.</summary>
    public Dictionary<KerasTensor, Tensor> Begin(IReadOnlyList<Tensor> entries)
    {
        var known = Entries.Zip(entries).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var call in Entries.Select(entry => entry.Call).Where(_readers.Contains).Distinct())
        {
            var read = call.Outputs.Where(known.ContainsKey).Select(output => known[output]).ToArray();
            var outputs = read.Length == call.Outputs.Count ? call.Layer.BehindHost(read) : read;
            foreach (var (output, value) in call.Outputs.Where(known.ContainsKey).ToArray().Zip(outputs))
            {
                known[output] = value;
            }
        }

        return known;
    }

    private IReadOnlyList<Tensor> Values(LayerCall call, IReadOnlyList<Tensor> inputs) => _readers.Contains(call)
        ? call.Layer.OnHost(inputs)
        : [.. call.Layer.CallAt(inputs, new CallContext(training: false), call.Arguments).Select(y => y.Evaluate())];

    // From the outputs backwards, to where values are read.
    private (HashSet<LayerCall> Calls, HashSet<KerasTensor> Entries) Planned()
    {
        var calls = new HashSet<LayerCall>();
        var entries = new HashSet<KerasTensor>();
        foreach (var output in _graph.Outputs.Where(output => output.DType != DType.String || !_readers.Contains(output.Call)))
        {
            Visit(output);
        }

        return (calls, entries);

        void Visit(KerasTensor tensor)
        {
            if (tensor.Call.Layer is Input || _readers.Contains(tensor.Call))
            {
                entries.Add(tensor);
            }
            else if (calls.Add(tensor.Call))
            {
                foreach (var input in tensor.Call.Inputs)
                {
                    Visit(input);
                }
            }
        }
    }

    // The reading calls that are needed, and all that lead to them.
    private LayerCall[] Leading()
    {
        var leading = new HashSet<LayerCall>();
        foreach (var tensor in Entries.Concat(OutputPlaces.Select(i => _graph.Outputs[i])))
        {
            if (_readers.Contains(tensor.Call))
            {
                Visit(tensor.Call);
            }
        }

        return [.. _graph.Calls.Where(leading.Contains)];

        void Visit(LayerCall call)
        {
            if (call.Layer is not Input && leading.Add(call))
            {
                foreach (var input in call.Inputs)
                {
                    Visit(input.Call);
                }
            }
        }
    }

    private IEnumerable<KerasTensor> Outputs(HashSet<LayerCall> calls) =>
        _graph.Calls.Where(calls.Contains).SelectMany(call => call.Outputs);

    private void Check()
    {
        foreach (var call in _calls.Where(call => call.Layer.TrainableWeights.Count > 0))
        {
            var reader = _calls.Last(_readers.Contains).Layer;
            throw new ArgumentException(
                $"'{reader.Name}' ({reader.KerasName}) reads values before a training step begins, so nothing that is trained may"
                + $" lead to it; '{call.Layer.Name}' ({call.Layer.KerasName}) has weights that are trained."
                + "\n  hint: apply it to what the model predicts, or set Trainable of that layer to false.");
        }

        if (Entries.FirstOrDefault(entry => entry.DType == DType.String) is { } text)
        {
            var reader = PlanCalls.FirstOrDefault(call => call.Inputs.Contains(text))?.Layer ?? text.Call.Layer;
            throw new DTypeMismatchException(
                $"'{reader.Name}' ({reader.KerasName}) takes numbers; '{text.Name}' gives string."
                + "\n  hint: StringLookup, TextVectorization and Hashing make numbers of strings.");
        }
    }
}
