namespace Lamina.Formats.Hdf5;

/// <summary>An object of an open file: what is read there, and what messages name.</summary>
/// <param name="Source">The file.</param>
/// <param name="Path">The object's path.</param>
internal sealed record Hdf5Place(Hdf5Source Source, string Path)
{
    /// <summary>What to throw when something is wrong here.</summary>
    public LaminaFormatException Error(string message) => new($"{Source.Name} › {Path}: {message}");

    /// <summary>A cursor on a structure whose length it says itself.</summary>
    /// <param name="address">Where it begins, a byte of the file.</param>
    /// <param name="what">What it is, such as <c>the local heap</c>.</param>
    /// <exception cref="LaminaFormatException">There is no such byte.</exception>
    public Hdf5Cursor At(long address, string what) => At(address, Math.Max(0, Source.Length - address), what);

    /// <summary>A cursor on a structure of a known length.</summary>
    /// <inheritdoc cref="At(long, string)"/>
    public Hdf5Cursor At(long address, long bytes, string what)
    {
        if (address == Hdf5Cursor.Undefined)
        {
            throw Error($"{what} is expected; its address is undefined.");
        }

        return address < Source.Length && bytes <= Source.Length - address
            ? new Hdf5Cursor(this, what, address, address + bytes)
            : throw Error(
                $"{what} is expected at byte {address}{(bytes > 0 ? $", {bytes} bytes long" : "")}; the file ends at byte"
                + $" {Source.Length}.");
    }
}
