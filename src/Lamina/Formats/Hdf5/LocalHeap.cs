namespace Lamina.Formats.Hdf5;

/// <summary>The names of a group with a symbol table.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section III.D.</remarks>
internal sealed class LocalHeap
{
    private const string What = "the local heap";
    private readonly Hdf5Place _place;
    private readonly long _address;
    private readonly long _bytes;
    private long _read;

    /// <summary>Reads the header of the heap at a byte of the file.</summary>
    public LocalHeap(Hdf5Place place, long address)
    {
        _place = place;
        var cursor = place.At(address, What);
        cursor.Signature("HEAP"u8);
        cursor.Version(0, 0);
        cursor.Skip(3);
        _bytes = cursor.Length();
        cursor.Length();
        _address = cursor.Address();
    }

    /// <summary>The text at an offset.</summary>
    /// <exception cref="LaminaFormatException">There is none.</exception>
    public string Text(long offset)
    {
        if (offset >= _bytes)
        {
            throw _place.Error($"{What} at byte {_address} has {_bytes} bytes; a name is expected at its byte {offset}.");
        }

        var cursor = _place.At(_address, _bytes, What);
        cursor.Skip(offset);
        var start = cursor.Position;
        var text = cursor.TextUntilNul();

        // Names lie side by side; those that share their bytes would take memory without end.
        _read += cursor.Position - start;
        return _read <= _bytes ? text : throw _place.Error(
            $"{What} at byte {_address} has {_bytes} bytes; the names of the group take more.");
    }
}
