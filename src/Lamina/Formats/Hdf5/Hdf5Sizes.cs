namespace Lamina.Formats.Hdf5;

/// <summary>What the superblock says of addresses and lengths.</summary>
/// <param name="Base">The byte of the file from which addresses count.</param>
/// <param name="Address">Bytes of an address ("size of offsets").</param>
/// <param name="Length">Bytes of a length ("size of lengths").</param>
internal readonly record struct Hdf5Sizes(long Base, int Address, int Length);
