using System.Buffers.Binary;

namespace Lamina.Formats.Hdf5;

/// <summary>Texts of which each element only says where in the <see cref="GlobalHeap"/> it lies.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.B, "Variable-length".</remarks>
internal sealed class VariableTextElements(int count, DatatypeMessage type, Hdf5Place place) : TextElements(count, type)
{
    private readonly Dictionary<(long, long), string> _known = [];

    protected override string Decode(ReadOnlySpan<byte> raw)
    {
        var addressBytes = place.Source.Sizes.Address;
        if (raw.Length != 8 + addressBytes)
        {
            throw place.Error(
                $"a text of variable length is told in {8 + addressBytes} bytes; the datatype says {raw.Length}.");
        }

        var bytes = BinaryPrimitives.ReadUInt32LittleEndian(raw);
        if (bytes == 0)
        {
            return "";
        }

        Span<byte> address = stackalloc byte[8];
        address.Clear();
        raw.Slice(4, addressBytes).CopyTo(address);
        var collection = BinaryPrimitives.ReadInt64LittleEndian(address);
        var index = BinaryPrimitives.ReadUInt32LittleEndian(raw[(4 + addressBytes)..]);

        // Elements may share a text, in any number.
        if (!_known.TryGetValue((collection, index), out var text))
        {
            text = place.Source.GlobalHeap.Text(place, collection, index, bytes);
            _known.Add((collection, index), text);
        }

        return text;
    }
}
