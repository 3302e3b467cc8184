using System.Text;

namespace Lamina.Formats.Hdf5.Writing;

/// <summary>What is to be noted on an object: its type and axes, and either bytes or texts of variable length.</summary>
/// <param name="Type">The datatype message.</param>
/// <param name="Axes">The axes; none for a scalar.</param>
/// <param name="Bytes">The elements; not those of variable length.</param>
/// <param name="Texts">Elements that go to the global heap.</param>
internal sealed record WrittenAttribute(byte[] Type, IReadOnlyList<int> Axes, byte[] Bytes, IReadOnlyList<byte[]> Texts)
{
    // What is no text, such as half of a surrogate pair, is an error rather than a question mark.
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Bytes in the object's header.</summary>
    public int Size => Texts.Count > 0 ? Texts.Count * TextHeap.ReferenceBytes : Bytes.Length;

    public static WrittenAttribute Of(IReadOnlyList<string> texts, IReadOnlyList<int> axes, Hdf5TextForm form, string name)
    {
        byte[][] encoded = [.. texts.Select(Encode)];
        if (form != Hdf5TextForm.FixedBytes)
        {
            return new WrittenAttribute(DatatypeMessage.VariableText(form == Hdf5TextForm.Utf8), axes, [], encoded);
        }

        // A type of no bytes does not exist.
        var length = Math.Max(1, encoded.Max(text => text.Length));
        var bytes = new byte[checked(length * encoded.Length)];
        for (var i = 0; i < encoded.Length; i++)
        {
            encoded[i].CopyTo(bytes, i * length);
        }

        return new WrittenAttribute(DatatypeMessage.FixedText(length), axes, bytes, []);

        byte[] Encode(string text)
        {
            var end = text.IndexOf('\0', StringComparison.Ordinal);
            return end < 0 ? Utf8.GetBytes(text) : throw new ArgumentException(
                $"{name}: a text of HDF5 ends at the first character 0; this one has one at {end}.");
        }
    }

    public static WrittenAttribute Of(Tensor tensor, string name)
    {
        var array = WrittenArray.Of(tensor, name);
        using var bytes = new MemoryStream();
        array.WriteTo(bytes);
        return new WrittenAttribute(DatatypeMessage.Of(tensor.DType), [.. tensor.Shape], bytes.ToArray(), []);
    }
}
