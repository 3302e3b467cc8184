using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>TypeProto: a tensor's type; of sequences, maps, optional and sparse values only that they are none.</summary>
/// <param name="ElemType">The type of the elements; undefined for what is no tensor.</param>
/// <param name="Shape">The axes; null where their number is not known.</param>
internal sealed record OnnxType(OnnxDataType ElemType, IReadOnlyList<OnnxDimension>? Shape)
{
    /// <summary>Whether a tensor is described.</summary>
    public bool IsTensor { get; init; } = true;

    public static OnnxType Read(ProtoReader reader)
    {
        var type = new OnnxType(OnnxDataType.Undefined, null) { IsTensor = false };
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                type = ReadTensor(reader.Message("tensor_type"));
            }
        }

        return type;
    }

    public ProtoMessage Write()
    {
        var tensor = new ProtoMessage().Whole(1, (long)ElemType);
        if (Shape is not null)
        {
            tensor.Message(2, new ProtoMessage().Messages(1, Shape.Select(axis => axis.Write())));
        }

        return new ProtoMessage().Message(1, tensor);
    }

    private static OnnxType ReadTensor(ProtoReader reader)
    {
        var type = new OnnxType(OnnxDataType.Undefined, null);
        while (reader.Next())
        {
            type = reader.Field switch
            {
                1 => type with { ElemType = (OnnxDataType)reader.Int() },
                2 => type with { Shape = ReadShape(reader.Message("shape")) },
                _ => type,
            };
        }

        return type;
    }

    private static List<OnnxDimension> ReadShape(ProtoReader reader)
    {
        List<OnnxDimension> axes = [];
        while (reader.Next())
        {
            if (reader.Field == 1)
            {
                axes.Add(OnnxDimension.Read(reader.Message("dim", axes.Count)));
            }
        }

        return axes;
    }
}

/// <summary>TensorShapeProto.Dimension: the length of an axis, a name for it, or neither.</summary>
/// <param name="Value">The length; null where it is not known.</param>
/// <param name="Param">What stands for the length; empty where nothing does.</param>
internal readonly record struct OnnxDimension(long? Value, string Param = "")
{
    public static OnnxDimension Read(ProtoReader reader)
    {
        var axis = new OnnxDimension(null);
        while (reader.Next())
        {
            axis = reader.Field switch
            {
                1 => new OnnxDimension(reader.Whole()),
                2 => new OnnxDimension(null, reader.Text()),
                _ => axis,
            };
        }

        return axis;
    }

    public ProtoMessage Write() => Value is { } value
        ? new ProtoMessage().Whole(1, value)
        : new ProtoMessage().TextIfAny(2, Param);
}
