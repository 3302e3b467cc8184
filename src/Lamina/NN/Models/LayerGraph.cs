namespace Lamina.NN;

/// <summary>The calls of layers that lead from some inputs to some outputs, in an order in which they can be
/// made.</summary>
internal sealed class LayerGraph
{
    public LayerGraph(IReadOnlyList<KerasTensor> inputs, IReadOnlyList<KerasTensor> outputs)
    {
        (Inputs, Outputs) = (inputs, outputs);
        Calls = Order(outputs, inputs);
        LayerNames.Assign(Calls.Select(call => call.Layer));
        Layers = DepthOrder.Of(Calls, outputs);
        Host = HostPart.Of(this);
        Lookups =
        [
            .. from entry in Entries.Index()
               from call in Host?.PlanCalls ?? Calls
               where call.Layer is IIndexReader && !call.Arguments.Reverse && call.Inputs[0] == entry.Item
               select (entry.Index, (IIndexReader)call.Layer),
        ];
    }

    public IReadOnlyList<KerasTensor> Inputs { get; }

    public IReadOnlyList<KerasTensor> Outputs { get; }

    /// <summary>All calls, each behind those that it reads.</summary>
    public IReadOnlyList<LayerCall> Calls { get; }

    /// <summary>All layers, inputs included, in the order in which Keras lists them.</summary>
    public IReadOnlyList<Layer> Layers { get; }

    /// <summary>What computes before a plan runs; null where nothing does.</summary>
    public HostPart? Host { get; }

    /// <summary>What a plan is given: the inputs, or what is computed of them before.</summary>
    public IReadOnlyList<KerasTensor> Entries => Host?.Entries ?? Inputs;

    /// <summary>The layers that read whole numbers as they enter the plan, by the place of the entry.</summary>
    public IReadOnlyList<(int Entry, IIndexReader Layer)> Lookups { get; }

    /// <summary>Makes all calls on values or formulas, and gives the outputs.</summary>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> values, CallContext context)
    {
        var known = Trace(values, context);
        return [.. Outputs.Select(output => known[output])];
    }

    /// <summary>Makes the calls of a plan, and gives the outputs at some places.</summary>
    /// <exception cref="InvalidOperationException">An output is made of strings.</exception>
    public IReadOnlyList<Tensor> RunPlan(IReadOnlyList<Tensor> entries, CallContext context, IEnumerable<int> places)
    {
        var known = TracePlan(entries, context);
        return [.. places.Select(i => known.TryGetValue(Outputs[i], out var value)
            ? value
            : throw new InvalidOperationException(
                $"'{Outputs[i].Name}' gives string, which Predict hands out; Fit and Evaluate compare numbers."))];
    }

    /// <summary>Makes the calls of a plan, and gives what every placeholder in it stands for.</summary>
    public Dictionary<KerasTensor, Tensor> TracePlan(IReadOnlyList<Tensor> entries, CallContext context) =>
        Host is null ? Trace(entries, context) : Trace(Host.Begin(entries), Host.PlanCalls, context);

    private Dictionary<KerasTensor, Tensor> Trace(IReadOnlyList<Tensor> values, CallContext context)
    {
        var known = new Dictionary<KerasTensor, Tensor>();
        for (var i = 0; i < Inputs.Count; i++)
        {
            known[Inputs[i]] = values[i];
        }

        return Trace(known, Calls.Where(call => call.Layer is not Input), context);
    }

    private static Dictionary<KerasTensor, Tensor> Trace(
        Dictionary<KerasTensor, Tensor> known, IEnumerable<LayerCall> calls, CallContext context)
    {
        foreach (var call in calls)
        {
            var outputs = call.Layer.CallAt([.. call.Inputs.Select(input => known[input])], context, call.Arguments);
            for (var i = 0; i < outputs.Count; i++)
            {
                known[call.Outputs[i]] = outputs[i];
            }
        }

        return known;
    }

    /// <summary>The shapes of the outputs for shapes of the inputs, found call by call: unknown axes may shrink on
    /// the way
    /// as far as they like.</summary>
    public IReadOnlyList<(Shape Shape, DType DType)> Infer(IReadOnlyList<(Shape Shape, DType DType)> inputs)
    {
        var known = Inputs.Zip(inputs).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var call in Calls.Where(call => call.Layer is not Input))
        {
            foreach (var (output, type) in call.Outputs.Zip(call.Layer.InferOutputs([.. call.Inputs.Select(input => known[input])], call.Arguments)))
            {
                known[output] = type;
            }
        }

        return [.. Outputs.Select(output => known[output])];
    }

    private static List<LayerCall> Order(IReadOnlyList<KerasTensor> outputs, IReadOnlyList<KerasTensor> inputs)
    {
        var order = new List<LayerCall>();
        var seen = new HashSet<LayerCall>();

        // Inputs stand first, in the order that the user gave them.
        foreach (var input in inputs)
        {
            Visit(input.Call);
        }

        foreach (var output in outputs)
        {
            Visit(output.Call);
        }

        var foreign = order.Find(call => call.Layer is Input && !inputs.Contains(call.Outputs[0]));
        return foreign is null
            ? order
            : throw new ArgumentException(
                $"The outputs depend on the input '{foreign.Layer.Name}', which is not among the model's inputs: add it.");

        void Visit(LayerCall call)
        {
            if (seen.Add(call))
            {
                foreach (var input in call.Inputs)
                {
                    Visit(input.Call);
                }

                order.Add(call);
            }
        }
    }
}
