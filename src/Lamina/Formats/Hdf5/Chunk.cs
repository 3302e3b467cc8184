namespace Lamina.Formats.Hdf5;

/// <summary>A chunk as an index tells it.</summary>
/// <param name="Number">Its place in the dataset's <see cref="ChunkGrid"/>.</param>
/// <param name="Address">The byte of the file at which it begins.</param>
/// <param name="Bytes">Its length in the file.</param>
/// <param name="FilterMask">A bit for each filter that it did not go through.</param>
internal readonly record struct Chunk(long Number, long Address, long Bytes, long FilterMask);
