namespace Lamina.Formats.Onnx.Import;

/// <summary>A tensor that is given to a program or that it gives, and how the value of ONNX stands in it.</summary>
/// <param name="Name">The value's name.</param>
/// <param name="View">How it stands in the tensor.</param>
internal sealed record ProgramEnd(string Name, AxisView View);

/// <summary>A weight of a program.</summary>
/// <param name="Name">The name of the initializer.</param>
/// <param name="Value">How it begins.</param>
/// <param name="IsTrainable">Whether training changes it.</param>
internal sealed record ProgramWeight(string Name, Tensor Value, bool IsTrainable);

/// <summary>Some nodes of a file that one layer does.</summary>
internal sealed class OnnxProgram
{
    /// <summary>What the layer is given, in the order of its inputs.</summary>
    public required IReadOnlyList<ProgramEnd> Inputs { get; init; }

    /// <summary>What the layer gives.</summary>
    public required IReadOnlyList<ProgramEnd> Outputs { get; init; }

    /// <summary>The nodes, each behind those that it reads; the last is the one for whose sake the others are there.</summary>
    public required IReadOnlyList<OnnxNode> Nodes { get; init; }

    /// <summary>Values that stand in the file.</summary>
    public required IReadOnlyDictionary<string, Tensor> Given { get; init; }

    /// <summary>Values that stand in the file and are trained, or may be.</summary>
    public required IReadOnlyList<ProgramWeight> Weights { get; init; }

    /// <summary>The version of the operators.</summary>
    public required int Opset { get; init; }

    /// <summary>The file.</summary>
    public required ImportFile File { get; init; }

    /// <summary>The operator that is done.</summary>
    public string Operator => Nodes[^1].OpType;

    /// <summary>Does the nodes.</summary>
    /// <param name="inputs">What the layer is given.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="asTheyAre">Whether the results keep the order of axes that ONNX gives them.</param>
    /// <returns>What the layer gives.</returns>
    public Tensor[] Run(IReadOnlyList<Tensor> inputs, IReadOnlyList<Tensor> weights, bool asTheyAre = false)
    {
        var known = new Dictionary<string, Tensor>(Given);
        for (var i = 0; i < weights.Count; i++)
        {
            known[Weights[i].Name] = weights[i];
        }

        for (var i = 0; i < Inputs.Count; i++)
        {
            known[Inputs[i].Name] = Inputs[i].View.Outer(AsNumbers(inputs[i]));
        }

        foreach (var node in Nodes)
        {
            RunInto(known, node, Opset, File);
        }

        return [.. Outputs.Select(output => !known.TryGetValue(output.Name, out var value)
            ? throw File.Error(Nodes[^1], $"its output '{output.Name}' is not computed by Lamina.")
            : asTheyAre ? value : output.View.Inner(value))];
    }

    /// <summary>Does a node, and notes what it gives.</summary>
    public static void RunInto(Dictionary<string, Tensor> known, OnnxNode node, int opset, ImportFile file)
    {
        var outputs = Run(node, opset, [.. node.Input.Select(name => name.Length == 0 ? null : Find(known, name, node, file))], file);
        for (var i = 0; i < Math.Min(outputs.Length, node.Output.Count); i++)
        {
            known[node.Output[i]] = outputs[i];
        }
    }

    /// <summary>A value that a node reads.</summary>
    public static Tensor Find(Dictionary<string, Tensor> known, string name, OnnxNode node, ImportFile file) =>
        known.GetValueOrDefault(name) ?? throw file.Error(node, $"it reads '{name}', which is given by nothing before it.");

    /// <summary>Does a node.</summary>
    /// <exception cref="LaminaFormatException">Its inputs do not fit; the message names the node.</exception>
    public static Tensor[] Run(OnnxNode node, int opset, IReadOnlyList<Tensor?> inputs, ImportFile file) =>
        file.Naming(node, () => OnnxFunction.Find(node)!.Run(new OnnxCall(node, opset, inputs, file)));

    // Bytes are numbers like others, once they are in a plan.
    private static Tensor AsNumbers(Tensor x) => x.DType is DType.UInt8 or DType.Int64 ? x.Cast(DType.Int32) : x;
}
