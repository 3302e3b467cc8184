using Lamina.NN;

namespace Lamina.Data;

/// <summary>Samples, one after the other, made when they are asked for; <see cref="Batch"/> makes of them what a model
/// trains on.</summary>
/// <remarks>
/// <para>Each step gives a new stream and leaves the old one as it is. A stream keeps nothing between passes, so it may be
/// read any number of times, and by several threads. A pass is a pure function of the epoch: the same epoch gives the
/// same samples in the same order, whatever threads are used.</para>
/// <para>Shuffle first: where samples lie in memory or in files, orders are made of their places, without reading
/// them.</para>
/// </remarks>
public sealed partial class SampleStream
{
    private readonly Func<int, IEnumerable<SampleRow>> _read;

    // Whether a sample on its way is but a place, so that all of them can be held for a shuffle.
    private readonly bool _isPlaces;
    private readonly bool _isEndless;

    private SampleStream(Func<int, IEnumerable<SampleRow>> read, long? count, bool isPlaces, bool isEndless = false) =>
        (_read, Count, _isPlaces, _isEndless) = (read, count, isPlaces, isEndless);

    /// <summary>Samples in one pass; null where that is not known before it is made, or there is no end.</summary>
    public long? Count { get; }

    /// <summary>One pass over the samples.</summary>
    /// <param name="epoch">Counts the passes of a training from 0.</param>
    public IEnumerable<Sample> Read(int epoch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        return _read(epoch).Select(static row => row.ToSample());
    }

    /// <summary>Puts samples together, each on a new first axis.</summary>
    /// <param name="size">Samples in a batch.</param>
    /// <param name="dropRemainder">Whether a last batch of fewer samples is left out, so that all have one shape.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is not greater than 0.</exception>
    /// <remarks>Each pass throws <see cref="ShapeMismatchException"/> where samples of a batch have different shapes.</remarks>
    public IDataset Batch(int size, bool dropRemainder = false)
    {
        DataChecks.BatchSize(size, nameof(size));
        var count = dropRemainder ? Count / size : (Count + size - 1) / size;
        return new BatchStream(
            count <= int.MaxValue ? (int)count : null,
            epoch => BatchAssembly.Run(_read(epoch), size, dropRemainder));
    }

    /// <summary>The samples of a source, in their order.</summary>
    internal static SampleStream Of(SampleSource source, int count) =>
        new(_ => Enumerable.Range(0, count).Select(i => new SampleRow(source, i)), count, isPlaces: true);

    /// <summary>Samples that are made anew in each pass.</summary>
    internal static SampleStream Of(Func<int, IEnumerable<Sample>> read, long? count) =>
        new(epoch => read(epoch).Select(static sample => new SampleRow(sample)), count, isPlaces: false);

    /// <summary>The samples of batches.</summary>
    internal static SampleStream Of(IDataset dataset) => new(
        epoch => dataset.Batches(epoch).SelectMany(static batch =>
        {
            var columns = Columns.Of(batch.Inputs, batch.Targets, batch.SampleWeight);
            return Enumerable.Range(0, batch.Count).Select(i => new SampleRow(columns, i));
        }),
        count: null,
        isPlaces: false);
}
