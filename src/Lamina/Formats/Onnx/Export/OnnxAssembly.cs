using Lamina.NN;
using Lamina.Ops;

namespace Lamina.Formats.Onnx.Export;

/// <summary>Puts what was written down together to a graph with names.</summary>
internal static class OnnxAssembly
{
    // What a protobuf message may have, and a little for the nodes.
    private const long MostWeightBytes = int.MaxValue - (1L << 24);

    /// <summary>The graph of a model.</summary>
    public static OnnxGraph Run(Model model, TraceSet traces, OnnxEmitter emitter, IReadOnlyList<OnnxValueInfo> inputs)
    {
        var naming = new OnnxNaming();
        for (var i = 0; i < inputs.Count; i++)
        {
            naming.Give($"%in{i}", inputs[i].Name);
        }

        var outputs = Outputs(model, traces, emitter, naming);
        var nodes = OnnxNaming.Needed(emitter.Nodes, outputs.Select(output => output.Id));
        var weights = Weights(model, nodes, emitter, naming);
        return new OnnxGraph
        {
            Name = model.Name,
            Node = [.. nodes.Select(node => Name(node, traces.Grid, naming))],
            Initializer = [.. weights.Select(weight => TensorOf(naming[weight.Id], weight.Formula))],
            Input = inputs,
            Output = [.. outputs.Select(output => new OnnxValueInfo(naming[output.Id], TypeOf(traces.Grid, output.Base, output.DType)))],
        };
    }

    /// <summary>The type of a value: axes that a run decides have the name of their length, or none.</summary>
    public static OnnxType TypeOf(TraceGrid grid, Length[] shape, DType dtype) => new(
        TypeOf(dtype),
        [
            .. shape.Select(length => length.IsFixed
                ? new OnnxDimension(length.First)
                : new OnnxDimension(null, grid.Names.Where((_, i) => grid.Of(i) == length).FirstOrDefault(""))),
        ]);

    /// <summary>ONNX's name for a type of elements.</summary>
    public static OnnxDataType TypeOf(DType dtype) => dtype switch
    {
        DType.Float32 => OnnxDataType.Float,
        DType.Float64 => OnnxDataType.Double,
        DType.Int32 => OnnxDataType.Int32,
        DType.Int64 => OnnxDataType.Int64,
        DType.Bool => OnnxDataType.Bool,
        DType.UInt8 => OnnxDataType.UInt8,
        _ => OnnxDataType.String,
    };

    /// <summary>The values of a tensor. Those of a variable are not copied: the file is written from its memory.</summary>
    public static OnnxTensor TensorOf(string name, Tensor tensor) => new()
    {
        Name = name,
        Dims = [.. tensor.Shape.Select(length => (long)length)],
        DataType = TypeOf(tensor.DType),
        RawData = tensor.Op is ReadVariable { Variable: var variable }
            ? NumberBytes.Of(variable)
            : NumberBytes.Of(ConcreteValues.TryGet(tensor) ?? tensor.Evaluate().Data()),
    };

    // A name belongs to one value; what is an input, a weight or two outputs is passed through a node.
    private static List<OnnxValue> Outputs(Model model, TraceSet traces, OnnxEmitter emitter, OnnxNaming naming)
    {
        var outputs = new List<OnnxValue>();
        for (var i = 0; i < traces.Graph.Outputs.Count; i++)
        {
            emitter.Enter(traces.Graph.Outputs[i]);
            var value = emitter.Plain(emitter[traces.Graph.Outputs[i]]);
            if (value.Formula is not null || value.Id.StartsWith("%in", StringComparison.Ordinal) || outputs.Any(other => other.Id == value.Id))
            {
                value = emitter.Separate(value);
            }

            naming.Give(value.Id, model.OutputNames[i]);
            outputs.Add(value);
        }

        return outputs;
    }

    private static List<OnnxWeight> Weights(Model model, List<EmittedNode> nodes, OnnxEmitter emitter, OnnxNaming naming)
    {
        var known = emitter.Weights.ToDictionary(weight => weight.Id);
        List<OnnxWeight> used = [.. nodes.SelectMany(OnnxNaming.Reads).Distinct().Where(known.ContainsKey).Select(id => known[id])];
        var bytes = used.Sum(weight => (long)weight.Formula.Shape.Size * weight.Formula.DType.Bytes);
        if (bytes > MostWeightBytes)
        {
            throw new NotSupportedException(
                $"'{model.Name}' cannot be exported to ONNX: its weights have {bytes} bytes, and a file of ONNX holds at most {MostWeightBytes}."
                + "\n  hint: Save writes .keras and .h5 files of any size.");
        }

        used.ForEach(weight => naming.Give(weight.Id, weight.Hint));
        return used;
    }

    private static OnnxNode Name(EmittedNode node, TraceGrid grid, OnnxNaming naming)
    {
        var name = naming.Free(node.Path.Length == 0 ? node.Op : $"{node.Path}/{node.Op}");
        for (var i = 0; i < node.Outputs.Length; i++)
        {
            naming.Give(node.Outputs[i], i == 0 ? $"{name}:0" : $"{name}:{i}");
        }

        return new OnnxNode
        {
            OpType = node.Op,
            Name = name,
            Input = [.. node.Inputs.Select(id => naming[id])],
            Output = [.. node.Outputs.Select(id => naming[id])],
            Attribute = node.Body is { } body ? [.. node.Attributes, OnnxAttribute.Of("body", Body(body, name, grid, naming))] : node.Attributes,
        };
    }

    // Its weights stand in the graph around it.
    private static OnnxGraph Body(EmittedBody body, string name, TraceGrid grid, OnnxNaming naming)
    {
        OnnxValueInfo Known(OnnxValue value, string fallback) =>
            new(naming.Give(value.Id, $"{name}/{fallback}"), TypeOf(grid, value.Base, value.DType));
        OnnxValueInfo[] inputs = [.. body.Inputs.Select(value => Known(value, "input"))];
        OnnxNode[] nodes = [.. OnnxNaming.Needed(body.Nodes, body.Outputs.Select(value => value.Id)).Select(node => Name(node, grid, naming))];
        return new OnnxGraph { Name = $"{name}/body", Node = nodes, Input = inputs, Output = [.. body.Outputs.Select(value => Known(value, "output"))] };
    }
}
