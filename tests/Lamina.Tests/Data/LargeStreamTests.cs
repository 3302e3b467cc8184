using Lamina.Data;
using Lamina.Tests.NN;

namespace Lamina.Tests.Data;

/// <summary>Data larger than what may be held.</summary>
[Collection(ProcessWide.Name)]
public sealed class LargeStreamTests
{
    private const long Mega = 1 << 20;

    [Fact]
    public void Streaming_keeps_memory_bounded()
    {
        // 1200 samples of 256 KB: 300 MB, of which about (4 buffered + 2·8 waiting + 8 + 8) samples are alive at a time.
        const int Samples = 1200, Width = 65_536;
        var dataset = Dataset.Generate(() => Enumerable.Range(0, Samples).Select(i => ((Tensor)new float[Width], Tensor.Scalar(i))), Samples)
            .Shuffle(4, seed: 1).Batch(8).Prefetch(2);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (bytes, most) = (0L, 0L);
        foreach (var batch in dataset.Batches(0))
        {
            bytes += batch.Inputs[0].Shape.Size * sizeof(float);
            if (bytes / Mega % 20 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal(300 * Mega, bytes);
        Assert.InRange(most, 1, 64 * Mega);
    }

    [Fact]
    public void A_batch_in_memory_costs_its_values_and_little_more()
    {
        const int Width = 1024, Size = 256;
        var dataset = Dataset.From(new float[Size * 8, Width], new int[Size * 8]).Shuffle(seed: 1).Batch(Size);
        Assert.Equal(8, dataset.Batches(0).Count());
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(8, dataset.Batches(1).Count());
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var values = Size * 8L * (Width + 1) * sizeof(float);
        Assert.InRange(allocated, values, values + (values / 50));
    }
}
