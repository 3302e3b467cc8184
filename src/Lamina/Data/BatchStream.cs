using Lamina.NN;

namespace Lamina.Data;

/// <summary>Batches made by a function of the epoch.</summary>
internal sealed class BatchStream(int? batchCount, Func<int, IEnumerable<Batch>> read) : IDataset
{
    public int? BatchCount => batchCount;

    public IEnumerable<Batch> Batches(int epoch)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return read(epoch);
    }
}
