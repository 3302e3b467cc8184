namespace Lamina.Formats.Hdf5;

/// <summary>A message that says where it stands itself: in the header of another object, such as a named
/// datatype.</summary>
/// <remarks>Source: HDF5 File Format Specification Version 3.0, section IV.A.2, "Shared Message".</remarks>
internal static class SharedMessage
{
    private const int InHeap = 1;

    /// <summary>A cursor on the message that is meant.</summary>
    /// <param name="cursor">On the reference to it.</param>
    /// <param name="type">The type of both.</param>
    /// <param name="what">What messages call it.</param>
    public static Hdf5Cursor Open(Hdf5Cursor cursor, MessageType type, string what)
    {
        var version = cursor.Version(1, 3);
        var kind = cursor.Byte();
        if (version == 3 && kind == InHeap)
        {
            throw cursor.Error($"{what} stands in a table of shared messages, which Lamina does not read.");
        }

        cursor.Skip(version == 1 ? 6 : 0);
        var address = cursor.Address();
        var shared = ObjectHeader.Read(cursor.Place, address).Find(type)
            ?? throw cursor.Error($"{what} is expected in the object header at byte {address}, which has none.");

        // What is shared stands there itself; a reference to a further one could go in circles.
        return !shared.IsShared ? shared.Open() : throw cursor.Error(
            $"{what} is expected in the object header at byte {address}, which refers to a third place.");
    }
}
