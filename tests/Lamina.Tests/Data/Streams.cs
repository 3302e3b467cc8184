using Lamina.Data;
using Lamina.NN;

namespace Lamina.Tests.Data;

/// <summary>Streams of numbered samples, and what comes out of them.</summary>
internal static class Streams
{
    /// <summary>Samples in memory: y counts from 0, x is y and 10·y.</summary>
    public static SampleStream InMemory(int count) => Dataset.From(
        Tensor.Wrap([.. Enumerable.Range(0, count).SelectMany(i => new float[] { i, 10 * i })], [count, 2]),
        Enumerable.Range(0, count).ToArray());

    /// <summary>The same, made on the way.</summary>
    public static SampleStream Generated(int count) => Dataset.Generate(() => Enumerable.Range(0, count).Select(Numbered));

    /// <summary>The numbers of the samples, in the order of a pass.</summary>
    public static int[] Numbers(this SampleStream stream, int epoch = 0) =>
        [.. stream.Read(epoch).Select(sample => (int)sample.Y.Item())];

    /// <summary>The numbers of the samples in each batch; each x must be that of its y.</summary>
    public static int[][] Numbers(this IDataset dataset, int epoch = 0) => [.. dataset.Batches(epoch).Select(Numbers)];

    private static int[] Numbers(Batch batch)
    {
        var y = batch.Targets[0].Values<int>();
        Assert.Equal([y.Length, 2], batch.Inputs[0].Shape);
        Assert.Equal(y.SelectMany(i => new float[] { i, 10 * i }), batch.Inputs[0].Values<float>());
        return y;
    }

    private static Sample Numbered(int i) => new(new float[] { i, 10 * i }, Tensor.Scalar(i, DType.Int32));
}
