using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>ModelProto: a graph, and the versions by which it is understood.</summary>
/// <remarks>Source: the schema <c>onnx.proto</c> of ONNX 1.12, whose names and field numbers stand in these records.
/// Fields that are of no use here are skipped.</remarks>
internal sealed record OnnxModel
{
    public long IrVersion { get; init; }

    /// <summary>The versions of the operators by their domain; the empty domain is ONNX's own.</summary>
    public IReadOnlyList<OnnxOperatorSet> OpsetImport { get; init; } = [];

    public string ProducerName { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    public string Domain { get; init; } = "";

    public long ModelVersion { get; init; }

    public string DocString { get; init; } = "";

    /// <summary>The graph; null where the file has none.</summary>
    public OnnxGraph? Graph { get; init; }

    /// <summary>Notes by key.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> MetadataProps { get; init; } = [];

    /// <summary>Whether the model defines functions of its own, which are skipped.</summary>
    public bool HasFunctions { get; init; }

    /// <summary>Reads a whole file. Tensors keep pointing into <paramref name="bytes"/>.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="file">What messages call it.</param>
    /// <exception cref="LaminaFormatException">It is no protobuf message, or none of this kind.</exception>
    public static OnnxModel Read(ReadOnlyMemory<byte> bytes, string file)
    {
        var reader = new ProtoReader(bytes, file, "model");
        var model = new OnnxModel();
        List<OnnxOperatorSet> opsets = [];
        List<KeyValuePair<string, string>> props = [];
        while (reader.Next())
        {
            model = reader.Field switch
            {
                1 => model with { IrVersion = reader.Whole() },
                2 => model with { ProducerName = reader.Text() },
                3 => model with { ProducerVersion = reader.Text() },
                4 => model with { Domain = reader.Text() },
                5 => model with { ModelVersion = reader.Whole() },
                6 => model with { DocString = reader.Text() },
                7 => model with { Graph = OnnxGraph.Read(reader.Message("graph")) },
                25 => model with { HasFunctions = true },
                _ => model,
            };
            if (reader.Field == 8)
            {
                opsets.Add(OnnxOperatorSet.Read(reader.Message("opset_import", opsets.Count)));
            }
            else if (reader.Field == 14)
            {
                props.Add(OnnxEntry.Read(reader.Message("metadata_props", props.Count)));
            }
        }

        return model with { OpsetImport = opsets, MetadataProps = props };
    }

    public ProtoMessage Write()
    {
        var message = new ProtoMessage()
            .Whole(1, IrVersion)
            .TextIfAny(2, ProducerName)
            .TextIfAny(3, ProducerVersion)
            .TextIfAny(4, Domain)
            .Whole(5, ModelVersion)
            .TextIfAny(6, DocString);
        if (Graph is not null)
        {
            message.Message(7, Graph.Write());
        }

        return message
            .Messages(8, OpsetImport.Select(opset => opset.Write()))
            .Messages(14, MetadataProps.Select(OnnxEntry.Write));
    }
}
