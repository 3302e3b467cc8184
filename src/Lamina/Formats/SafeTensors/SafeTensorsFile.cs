using System.Buffers;
using System.Buffers.Binary;
using System.Text.Encodings.Web;
using System.Text.Json;
using Lamina.Formats.Numpy;

namespace Lamina.Formats.SafeTensors;

/// <summary>Reads and writes <c>.safetensors</c>, a file of named tensors as PyTorch's users exchange it.</summary>
/// <remarks>
/// <para>Read: types that Lamina has not are widened: F16 and BF16 to float32; I8, I16 and U16 to int32; U32 and U64 to
/// int64. Floats of 8 bits and fewer, and complex numbers, are refused. Names are only names: none is ever used as a
/// path.</para>
/// <para>Written: F32, F64, I32, I64, U8 and BOOL, in the order of the reference implementation: by type, then by
/// name.</para>
/// <para>Source: the format's documentation, "Safetensors: Format".</para>
/// </remarks>
public static class SafeTensorsFile
{
    private const int Alignment = 8;

    /// <summary>Reads all tensors of the file at <paramref name="path"/>, in the order in which they lie there.</summary>
    /// <remarks><see cref="SafeTensorsReader"/> reads some of them.</remarks>
    /// <exception cref="LaminaFormatException">The file is damaged, or holds what a tensor of Lamina cannot.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        using var stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all tensors of a stream, in the order in which they lie there.</summary>
    /// <param name="stream">The file from where the stream stands to its end; it stays open.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="LaminaFormatException">The data is damaged, or holds what a tensor of Lamina cannot.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var header = SafeTensorsHeader.Read(stream, name);
        if (stream.CanSeek)
        {
            header.RequireBytes(stream.Length - stream.Position, name);
        }

        var tensors = new OrderedDictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var entry in header.Tensors)
        {
            tensors.Add(entry.Name, SafeTensorsElements.Read(stream, entry, $"{name} › {entry.Name}"));
        }

        return stream.ReadByte() < 0 ? tensors : throw new LaminaFormatException(
            $"{name}: the header states tensors of {header.DataBytes} bytes in all; more follow it.");
    }

    /// <summary>Writes named tensors to the file at <paramref name="path"/>; an old file is replaced only when the new one
    /// is whole.</summary>
    /// <param name="path">Where to.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">What to note besides.</param>
    /// <exception cref="ArgumentException">A name is empty, <c>__metadata__</c>, or given twice.</exception>
    /// <exception cref="InvalidOperationException">A tensor is a formula that has not been computed.</exception>
    public static void Write(
        string path, IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(tensors);
        AtomicFile.Write(path, stream => Write(stream, tensors, metadata, path));
    }

    /// <summary>Writes named tensors to a stream, which stays open.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="tensors">The tensors.</param>
    /// <param name="metadata">What to note besides.</param>
    /// <exception cref="ArgumentException">A name is empty, <c>__metadata__</c>, or given twice.</exception>
    /// <exception cref="InvalidOperationException">A tensor is a formula that has not been computed.</exception>
    public static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(tensors);
        Write(stream, tensors, metadata, "The stream");
    }

    private static void Write(
        Stream stream, IEnumerable<KeyValuePair<string, Tensor>> tensors,
        IEnumerable<KeyValuePair<string, string>>? metadata, string target)
    {
        // The format's own order: the widest elements first, so that all are aligned.
        (string Name, Tensor Tensor)[] sorted =
        [
            .. Named(tensors, target).OrderByDescending(pair => SafeTensorsType.Of(pair.Tensor.DType).Order)
                .ThenBy(pair => pair.Name, StringComparer.Ordinal),
        ];
        var header = HeaderOf(sorted, metadata);
        var padding = (Alignment - (header.WrittenCount % Alignment)) % Alignment;
        Span<byte> length = stackalloc byte[SafeTensorsHeader.Prefix];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.WrittenCount + padding);
        stream.Write(length);
        stream.Write(header.WrittenSpan);
        stream.Write("       "u8[..padding]);
        foreach (var (name, tensor) in sorted)
        {
            ElementBytes.Write(stream, NpyElements.ValuesOf(tensor, $"{target} › {name}"));
        }
    }

    private static List<(string Name, Tensor Tensor)> Named(IEnumerable<KeyValuePair<string, Tensor>> tensors, string target)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { SafeTensorsHeaderParser.MetadataKey };
        var named = new List<(string, Tensor)>();
        foreach (var (name, tensor) in tensors)
        {
            if (string.IsNullOrEmpty(name) || !names.Add(name))
            {
                var what = name is not { Length: > 0 } ? "empty"
                    : name == SafeTensorsHeaderParser.MetadataKey ? "kept for notes"
                    : "given twice";
                throw new ArgumentException(
                    $"{target}: every tensor of a .safetensors file has a name of its own; '{name}' is {what}.",
                    nameof(tensors));
            }

            named.Add((name, tensor ?? throw new ArgumentNullException(nameof(tensors))));
        }

        return named;
    }

    private static ArrayBufferWriter<byte> HeaderOf(
        (string Name, Tensor Tensor)[] tensors, IEnumerable<KeyValuePair<string, string>>? metadata)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        if (metadata is not null)
        {
            json.WriteStartObject(SafeTensorsHeaderParser.MetadataKey);
            foreach (var (key, text) in metadata)
            {
                json.WriteString(key, text);
            }

            json.WriteEndObject();
        }

        var begin = 0L;
        foreach (var (name, tensor) in tensors)
        {
            var type = SafeTensorsType.Of(tensor.DType);
            var end = begin + ((long)tensor.Shape.Size * type.Bits / 8);
            WriteEntry(json, name, type, tensor.Shape, begin, end);
            begin = end;
        }

        json.WriteEndObject();
        json.Flush();
        return bytes;
    }

    private static void WriteEntry(Utf8JsonWriter json, string name, SafeTensorsType type, Shape shape, long begin, long end)
    {
        json.WriteStartObject(name);
        json.WriteString("dtype", type.Name);
        json.WriteStartArray("shape");
        foreach (var axis in shape)
        {
            json.WriteNumberValue(axis);
        }

        json.WriteEndArray();
        json.WriteStartArray("data_offsets");
        json.WriteNumberValue(begin);
        json.WriteNumberValue(end);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
