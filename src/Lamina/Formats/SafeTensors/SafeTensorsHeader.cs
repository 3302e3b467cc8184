using System.Buffers.Binary;

namespace Lamina.Formats.SafeTensors;

/// <summary>The beginning of a <c>.safetensors</c> file: which tensors lie where behind it.</summary>
/// <param name="Tensors">The tensors in the order in which their elements lie.</param>
/// <param name="Metadata">What is noted besides, as text.</param>
/// <param name="Length">Bytes before the first element.</param>
internal sealed record SafeTensorsHeader(
    IReadOnlyList<SafeTensorsEntry> Tensors, IReadOnlyDictionary<string, string> Metadata, long Length)
{
    /// <summary>Bytes that state the length of the text.</summary>
    public const int Prefix = 8;

    // The reference implementation's own limit.
    private const long Longest = 100_000_000;

    /// <summary>Bytes of all elements.</summary>
    public long DataBytes => Tensors.Count == 0 ? 0 : Tensors[^1].End;

    /// <summary>Reads up to the first element.</summary>
    /// <exception cref="LaminaFormatException">The data is not what the format demands.</exception>
    public static SafeTensorsHeader Read(Stream stream, string name)
    {
        var length = ReadLength(stream, name);
        if (!BoundedReader.TryRead<byte>(stream, length, out var text, out var arrived))
        {
            throw new LaminaFormatException(
                $"{name}: the header is {length} bytes long; the file ends after {arrived} of them.");
        }

        if (text is not [(byte)'{', ..])
        {
            throw new LaminaFormatException(
                $"{name}: the header of a .safetensors file begins with '{{'; this one begins with"
                + $" {(text.Length == 0 ? "nothing" : $"the byte {text[0]:X2}")}.");
        }

        var parser = new SafeTensorsHeaderParser(text, name);
        parser.Parse();
        List<SafeTensorsEntry> tensors = [.. parser.Tensors.Values.OrderBy(tensor => tensor.Begin).ThenBy(tensor => tensor.End)];
        RequireSeamless(tensors, name);
        return new SafeTensorsHeader(tensors, parser.Metadata, Prefix + length);
    }

    /// <summary>Refuses a file that is longer or shorter than the header says.</summary>
    /// <param name="bytes">How many bytes there are behind the header.</param>
    /// <param name="name">What messages call the file.</param>
    /// <exception cref="LaminaFormatException">It is.</exception>
    public void RequireBytes(long bytes, string name)
    {
        if (bytes != DataBytes)
        {
            throw new LaminaFormatException(
                $"{name}: the header states tensors of {DataBytes} bytes in all; {bytes} follow it.");
        }
    }

    private static int ReadLength(Stream stream, string name)
    {
        Span<byte> bytes = stackalloc byte[Prefix];
        var read = stream.ReadAtLeast(bytes, Prefix, throwOnEndOfStream: false);
        if (read < Prefix)
        {
            throw new LaminaFormatException(
                $"{name}: a .safetensors file begins with {Prefix} bytes that state the length of its header; this file ends"
                + $" after {read} of them.");
        }

        var length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        return length <= Longest ? (int)length : throw new LaminaFormatException(
            $"{name}: the header of a .safetensors file is at most {Longest} bytes long; this one claims {length}."
            + "\n  hint: the file may be of another format.");
    }

    private static void RequireSeamless(List<SafeTensorsEntry> tensors, string name)
    {
        var end = 0L;
        foreach (var tensor in tensors)
        {
            if (tensor.Begin != end)
            {
                throw new LaminaFormatException(
                    $"{name} › {tensor.Name}: the tensors of a .safetensors file lie without gaps one behind another; this one"
                    + $" begins at {tensor.Begin}, where the one before ends at {end}.");
            }

            end = tensor.End;
        }
    }
}
