using Lamina.NN;

namespace Lamina.Data;

public sealed partial class SampleStream
{
    /// <summary>Puts the samples into random order, another one in each epoch.</summary>
    /// <param name="bufferSize">Samples from which the next is drawn; null: all of them, which gives each order with the
    /// same probability.</param>
    /// <param name="seed">Decides the orders together with the epoch. Without one a key is drawn now, the same in each
    /// run after <see cref="Seed.Set"/>.</param>
    /// <remarks>The buffer is filled, a sample of it is drawn, and the next takes its place, as in
    /// <c>tf.data.Dataset.shuffle</c>. Samples in memory or in files are held by their places only.</remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bufferSize"/> is not greater than 0.</exception>
    /// <exception cref="InvalidOperationException">It is null, and all samples would have to be held in memory, or never
    /// end.</exception>
    public SampleStream Shuffle(int? bufferSize = null, int? seed = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize ?? 1, nameof(bufferSize));
        if (bufferSize is null && (!_isPlaces || _isEndless))
        {
            throw new InvalidOperationException(
                (_isEndless ? "Shuffle of samples without end needs a bufferSize" : "Shuffle of samples that are made on the way needs a bufferSize")
                + ": all of them would have to be held in memory."
                + "\n  hint: shuffle right behind From, FromNpy or FromItems, or say how many may be held.");
        }

        var key = Passes.Key(seed);
        return With(epoch => ShuffleBuffer.Run(_read(epoch), bufferSize, key, epoch), Count, _isPlaces);
    }

    /// <summary>Makes another sample of each.</summary>
    /// <param name="map">What is made; called by several threads at the same time if <paramref name="threads"/> allows it.</param>
    /// <param name="threads">Samples in the making at the same time; the order stays.</param>
    public SampleStream Map(Func<Sample, Sample> map, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        return MapNumbered((sample, _, _) => map(sample), threads);
    }

    /// <summary>Makes another sample of each by chance: noise, shifts, flips.</summary>
    /// <param name="map">What is made. Its random numbers depend on the seed, the epoch and the number of the sample in the
    /// pass, not on threads.</param>
    /// <param name="seed">As for <see cref="Shuffle"/>.</param>
    /// <param name="threads">Samples in the making at the same time; the order stays.</param>
    public SampleStream Map(Func<Sample, RandomStream, Sample> map, int? seed = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(map);
        var key = Passes.Key(seed);
        return MapNumbered(
            (sample, epoch, number) => map(sample, new RandomStream(Passes.Mix(Passes.Mix(key, epoch), number))), threads);
    }

    /// <summary>Keeps the samples for which <paramref name="keep"/> is true.</summary>
    public SampleStream Filter(Func<Sample, bool> keep)
    {
        ArgumentNullException.ThrowIfNull(keep);
        return With(epoch => _read(epoch).Select(static row => row.Load()).Where(row => keep(row.ToSample())), null, isPlaces: false);
    }

    /// <summary>The first samples of each pass.</summary>
    public SampleStream Take(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        var known = _isEndless ? count : Count is { } all ? Math.Min(all, count) : (long?)null;
        return new SampleStream(epoch => _read(epoch).Take(count), known, _isPlaces);
    }

    /// <summary>All but the first samples of each pass.</summary>
    public SampleStream Skip(int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        return With(epoch => _read(epoch).Skip(count), Count is { } all ? Math.Max(0, all - count) : null, _isPlaces);
    }

    /// <summary>Makes one pass of several, each shuffled anew.</summary>
    /// <param name="times">How many; null: without end, to be ended by <see cref="Take"/>. Pass i of epoch e is then the
    /// source's pass e + i, else its pass e·times + i.</param>
    public SampleStream Repeat(int? times = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(times ?? 0, nameof(times));
        return times is { } n
            ? With(epoch => Passes.Repeat(_read, n, epoch), Count * n, _isPlaces)
            : new SampleStream(epoch => Passes.RepeatForever(_read, epoch), null, _isPlaces, isEndless: true);
    }

    /// <summary>The samples of another stream behind these.</summary>
    public SampleStream Concat(SampleStream other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return new SampleStream(
            epoch => _read(epoch).Concat(other._read(epoch)), Count + other.Count, _isPlaces && other._isPlaces,
            _isEndless || other._isEndless);
    }

    /// <summary>Makes samples on a thread of its own while others are used.</summary>
    /// <param name="count">Samples that may wait.</param>
    /// <remarks>Behind <see cref="Batch"/> it also takes the putting together off the consumer; that is the usual place.</remarks>
    public SampleStream Prefetch(int count = 2)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return With(epoch => PrefetchQueue.Run(_read(epoch).Select(static row => row.Load()), count), Count, isPlaces: false);
    }

    private SampleStream MapNumbered(Func<Sample, int, long, Sample> map, int threads)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
        return With(
            epoch =>
            {
                SampleRow Mapped((int Number, SampleRow Row) item) => new(map(item.Row.ToSample(), epoch, item.Number));
                var items = _read(epoch).Index();
                return threads == 1 ? items.Select(Mapped) : OrderedTasks.Run(items, Mapped, threads);
            },
            Count,
            isPlaces: false);
    }

    private SampleStream With(Func<int, IEnumerable<SampleRow>> read, long? count, bool isPlaces) =>
        new(read, count, isPlaces, _isEndless);
}
