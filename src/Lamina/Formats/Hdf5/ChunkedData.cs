namespace Lamina.Formats.Hdf5;

/// <summary>Reads a dataset whose elements lie in chunks.</summary>
internal static class ChunkedData
{
    /// <summary>All elements; where there is no chunk, the fill value.</summary>
    public static Elements Read(Hdf5Place place, ObjectHeader header, DatatypeMessage type, DataspaceMessage space, int count)
    {
        var layout = DataLayoutMessage.Read(header.Find(MessageType.DataLayout)!.Open());
        var grid = new ChunkGrid(place, space, layout, type.Bytes);
        var filters = header.Find(MessageType.FilterPipeline) is { } message ? FilterPipelineMessage.Read(message.Open()).Filters : [];
        var decoder = new ChunkDecoder(place, filters, grid);
        var chunks = Collect(place, layout, grid);
        var elements = UnwrittenData.Create(
            place, header, type, space, count, chunks.Sum(chunk => decoder.Capacity(chunk.Bytes)), isWhole: chunks.Count >= grid.Count);
        foreach (var chunk in chunks)
        {
            var isPlain = layout.HasPlainEdges && grid.IsPartial(chunk.Number);
            grid.Scatter(chunk.Number, decoder.Decode(chunk, isPlain), elements);
        }

        return elements;
    }

    // Each chunk has bytes of its own. Those that share them would hold more than the file does.
    private static List<Chunk> Collect(Hdf5Place place, DataLayoutMessage layout, ChunkGrid grid)
    {
        var chunks = new List<Chunk>();
        var bytes = 0L;
        foreach (var chunk in ChunkIndex.Chunks(place, layout, grid))
        {
            chunks.Add(chunk);
            bytes += Math.Min(chunk.Bytes, place.Source.Length);
            if (bytes > place.Source.Length || chunks.Count > grid.Count)
            {
                throw place.Error(
                    $"the dataset has {grid.Count} chunks in a file of {place.Source.Length} bytes; its index has"
                    + $" {(chunks.Count > grid.Count ? "more" : $"chunks of more than {place.Source.Length} bytes")}.");
            }
        }

        return chunks;
    }
}
