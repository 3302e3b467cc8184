using System.Buffers.Binary;
using Lamina.Formats.Protobuf;

namespace Lamina.Formats.TensorBoard;

/// <summary>One value for a tag, as TensorFlow 2 writes it: a tensor, and the plugin that shows it.</summary>
/// <remarks>Source: TensorBoard's <c>summary.proto</c>, <c>tensor.proto</c>, <c>tensor_shape.proto</c> and
/// <c>types.proto</c>; the numbers below are theirs.</remarks>
internal static class Summary
{
    private const int Tag = 1;
    private const int Tensor = 8;
    private const int Metadata = 9;
    private const int Float = 1;
    private const int Double = 2;
    private const int String = 7;
    private const int ScalarClass = 1;
    private const int TensorClass = 2;
    private const int UnknownClass = 0;

    /// <summary>A number.</summary>
    public static ProtoMessage Scalar(string tag, double value)
    {
        var bytes = new byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value);
        return Value(tag, "scalars", [], ScalarClass, TensorOf(Float, []).Bytes(4, bytes));
    }

    /// <summary>How some numbers are distributed: rows of left edge, right edge and count.</summary>
    public static ProtoMessage Histogram(string tag, HistogramBucket[] buckets)
    {
        var bytes = new byte[buckets.Length * 3 * sizeof(double)];
        foreach (var (i, number) in buckets.SelectMany(bucket => new[] { bucket.Left, bucket.Right, bucket.Count }).Index())
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), number);
        }

        return Value(tag, "histograms", [], TensorClass, TensorOf(Double, [buckets.Length, 3]).Bytes(4, bytes));
    }

    /// <summary>A model's layers, as Keras's JSON.</summary>
    public static ProtoMessage Model(string tag, string json) =>
        Value(tag, "graph_keras_model", "1"u8, UnknownClass, TensorOf(String, []).Text(8, json));

    private static ProtoMessage Value(string tag, string plugin, ReadOnlySpan<byte> content, int dataClass, ProtoMessage tensor)
    {
        var pluginData = new ProtoMessage().Text(1, plugin);
        var metadata = new ProtoMessage().Message(1, content.IsEmpty ? pluginData : pluginData.Bytes(2, content));
        return new ProtoMessage()
            .Text(Tag, tag)
            .Message(Metadata, dataClass == UnknownClass ? metadata : metadata.Whole(4, dataClass))
            .Message(Tensor, tensor);
    }

    private static ProtoMessage TensorOf(int dtype, int[] axes)
    {
        var shape = new ProtoMessage();
        foreach (var axis in axes)
        {
            shape.Message(2, new ProtoMessage().Whole(1, axis));
        }

        return new ProtoMessage().Whole(1, dtype).Message(2, shape);
    }
}
