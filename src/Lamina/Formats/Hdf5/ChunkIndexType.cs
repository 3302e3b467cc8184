namespace Lamina.Formats.Hdf5;

/// <summary>How a file finds the chunks of a dataset.</summary>
internal enum ChunkIndexType
{
    BTreeV1 = 0,
    SingleChunk = 1,
    Implicit = 2,
    FixedArray = 3,
    ExtensibleArray = 4,
    BTreeV2 = 5,
}
