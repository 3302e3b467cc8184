namespace Lamina.Formats.Hdf5;

/// <summary>A name in a group, and what it stands for.</summary>
/// <param name="Name">The name.</param>
/// <param name="Kind">How it names its object.</param>
/// <param name="Address">Of a hard link, the byte at which the object header begins.</param>
/// <param name="Target">Of a soft link, the path; of an external one, the file and the path.</param>
/// <param name="Order">When it was made, among the others, where the file keeps that.</param>
internal sealed record Hdf5Link(string Name, Hdf5LinkKind Kind, long Address, string Target, long? Order = null);

/// <summary>How a link names its object.</summary>
internal enum Hdf5LinkKind
{
    Hard,
    Soft,
    External,
    Unknown,
}
