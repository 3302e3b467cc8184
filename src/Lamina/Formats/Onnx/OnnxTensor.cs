using System.Text;
using Lamina.Formats.Protobuf;

namespace Lamina.Formats.Onnx;

/// <summary>TensorProto: given values, either raw or in the field of their type.</summary>
/// <remarks>What the numbers promise is not checked here: <see cref="Dims"/> may not fit the values.</remarks>
internal sealed record OnnxTensor
{
    public IReadOnlyList<long> Dims { get; init; } = [];

    public OnnxDataType DataType { get; init; }

    public string Name { get; init; } = "";

    public string DocString { get; init; } = "";

    /// <summary>The elements as they lie in memory, little-endian; null where another field holds them.</summary>
    public ReadOnlyMemory<byte>? RawData { get; init; }

    public IReadOnlyList<float> FloatData { get; init; } = [];

    /// <summary>Elements of 32 bits and less, also bool and, by their bits, float16 and bfloat16.</summary>
    public IReadOnlyList<long> Int32Data { get; init; } = [];

    public IReadOnlyList<string> StringData { get; init; } = [];

    public IReadOnlyList<long> Int64Data { get; init; } = [];

    public IReadOnlyList<double> DoubleData { get; init; } = [];

    /// <summary>Elements of type uint32 and uint64, by their bits.</summary>
    public IReadOnlyList<long> UInt64Data { get; init; } = [];

    /// <summary>Where the values lie in another file: <c>location</c>, <c>offset</c>, <c>length</c>.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ExternalData { get; init; } = [];

    /// <summary>Whether the values lie in another file.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether this is a part of a larger tensor.</summary>
    public bool IsSegment { get; init; }

    public static OnnxTensor Read(ProtoReader reader)
    {
        var tensor = new OnnxTensor();
        List<long> dims = [], int32s = [], int64s = [], uint64s = [];
        List<float> floats = [];
        List<double> doubles = [];
        List<string> strings = [];
        List<KeyValuePair<string, string>> external = [];
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    reader.AddWholes(dims);
                    break;
                case 2:
                    tensor = tensor with { DataType = (OnnxDataType)reader.Int() };
                    break;
                case 3:
                    tensor = tensor with { IsSegment = true };
                    break;
                case 4:
                    reader.AddNumbers(floats);
                    break;
                case 5:
                    reader.AddWholes(int32s);
                    break;
                case 6:
                    strings.Add(Encoding.UTF8.GetString(reader.Bytes().Span));
                    break;
                case 7:
                    reader.AddWholes(int64s);
                    break;
                case 8:
                    tensor = tensor with { Name = reader.Text() };
                    break;
                case 9:
                    tensor = tensor with { RawData = reader.Bytes() };
                    break;
                case 10:
                    reader.AddNumbers(doubles);
                    break;
                case 11:
                    reader.AddWholes(uint64s);
                    break;
                case 12:
                    tensor = tensor with { DocString = reader.Text() };
                    break;
                case 13:
                    external.Add(OnnxEntry.Read(reader.Message("external_data", external.Count)));
                    break;
                case 14:
                    tensor = tensor with { IsExternal = reader.Int() == 1 };
                    break;
            }
        }

        return tensor.DataType == OnnxDataType.Undefined
            ? throw reader.Error("a tensor has no data_type")
            : tensor with
            {
                Dims = dims,
                FloatData = floats,
                Int32Data = int32s,
                StringData = strings,
                Int64Data = int64s,
                DoubleData = doubles,
                UInt64Data = uint64s,
                ExternalData = external,
            };
    }

    public ProtoMessage Write()
    {
        var message = new ProtoMessage()
            .Wholes(1, Dims)
            .Whole(2, (long)DataType)
            .PackedSingles(4, [.. FloatData])
            .PackedWholes(5, Int32Data)
            .Texts(6, StringData)
            .PackedWholes(7, Int64Data)
            .TextIfAny(8, Name);

        if (RawData is { } raw)
        {
            message.Bytes(9, raw);
        }

        message.PackedDoubles(10, [.. DoubleData])
            .PackedWholes(11, UInt64Data)
            .TextIfAny(12, DocString)
            .Messages(13, ExternalData.Select(OnnxEntry.Write));
        return IsExternal ? message.Whole(14, 1) : message;
    }
}
