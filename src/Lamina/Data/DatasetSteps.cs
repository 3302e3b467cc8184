using Lamina.NN;

namespace Lamina.Data;

/// <summary>Steps over batches, of any <see cref="IDataset"/>. Each gives a new data set and leaves the old one as it
/// is.</summary>
public static class DatasetSteps
{
    extension(IDataset dataset)
    {
        /// <summary>Makes batches on a thread of its own while others train.</summary>
        /// <param name="count">Batches that may wait; one more is in the making.</param>
        /// <remarks>The thread ends with the pass, also when it is left early. What making a batch throws is thrown to
        /// the consumer in that batch's place.</remarks>
        public IDataset Prefetch(int count = 2)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
            return new BatchStream(dataset.BatchCount, epoch => PrefetchQueue.Run(dataset.Batches(epoch), count));
        }

        /// <summary>Makes another batch of each.</summary>
        /// <param name="map">What is made; called by several threads at the same time if <paramref name="threads"/> allows it.</param>
        /// <param name="threads">Batches in the making at the same time; the order stays.</param>
        public IDataset Map(Func<Batch, Batch> map, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentNullException.ThrowIfNull(map);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
            return new BatchStream(dataset.BatchCount, epoch => threads == 1
                ? dataset.Batches(epoch).Select(map)
                : OrderedTasks.Run(dataset.Batches(epoch), map, threads));
        }

        /// <summary>Applies a layer to the inputs of each batch: preparation and augmentation that need not be part of the
        /// model.</summary>
        /// <param name="layer">A layer, or a model, of as many inputs as a batch has, and as many outputs. It is compiled once
        /// for each shape of a batch.</param>
        /// <param name="training">Whether layers that change data at random do so.</param>
        /// <param name="withTargets">Whether the layer is given the targets behind the inputs, and gives them too, as
        /// <see cref="MixUp"/> and <see cref="CutMix"/> do.</param>
        /// <param name="seed">Decides the random numbers together with the epoch and the number of the batch; as for
        /// <see cref="SampleStream.Shuffle"/>.</param>
        /// <param name="threads">Batches in the making at the same time; the order stays.</param>
        public IDataset Map(Layer layer, bool training = true, bool withTargets = false, int? seed = null, int threads = 1)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threads);
            var map = new LayerMap(layer, training, seed);
            return new BatchStream(dataset.BatchCount, epoch =>
            {
                Batch Mapped((int Number, Batch Batch) item) => map.Run(item.Batch, withTargets, epoch, item.Number);
                var items = dataset.Batches(epoch).Index();
                return threads == 1 ? items.Select(Mapped) : OrderedTasks.Run(items, Mapped, threads);
            });
        }

        /// <summary>Keeps the batches for which <paramref name="keep"/> is true.</summary>
        public IDataset Filter(Func<Batch, bool> keep)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentNullException.ThrowIfNull(keep);
            return new BatchStream(null, epoch => dataset.Batches(epoch).Where(keep));
        }

        /// <summary>Puts the batches, not their samples, into random order, another one in each epoch.</summary>
        /// <param name="bufferSize">Batches held, from which the next is drawn.</param>
        /// <param name="seed">As for <see cref="SampleStream.Shuffle"/>.</param>
        public IDataset Shuffle(int bufferSize, int? seed = null)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bufferSize);
            var key = Passes.Key(seed);
            return new BatchStream(
                dataset.BatchCount, epoch => ShuffleBuffer.Run(dataset.Batches(epoch), bufferSize, key, epoch));
        }

        /// <summary>The first batches of each pass.</summary>
        public IDataset Take(int count)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            return new BatchStream(
                dataset.BatchCount is { } all ? Math.Min(all, count) : null, epoch => dataset.Batches(epoch).Take(count));
        }

        /// <summary>All but the first batches of each pass.</summary>
        public IDataset Skip(int count)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegative(count);
            return new BatchStream(
                dataset.BatchCount is { } all ? Math.Max(0, all - count) : null, epoch => dataset.Batches(epoch).Skip(count));
        }

        /// <summary>Makes one pass of several, as <see cref="SampleStream.Repeat"/> does.</summary>
        public IDataset Repeat(int? times = null)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentOutOfRangeException.ThrowIfNegative(times ?? 0, nameof(times));
            return times is { } n
                ? new BatchStream(checked(dataset.BatchCount * n), epoch => Passes.Repeat(dataset.Batches, n, epoch))
                : new BatchStream(null, epoch => Passes.RepeatForever(dataset.Batches, epoch));
        }

        /// <summary>The batches of another data set behind these.</summary>
        public IDataset Concat(IDataset other)
        {
            ArgumentNullException.ThrowIfNull(dataset);
            ArgumentNullException.ThrowIfNull(other);
            return new BatchStream(
                checked(dataset.BatchCount + other.BatchCount), epoch => dataset.Batches(epoch).Concat(other.Batches(epoch)));
        }

        /// <summary>The samples of the batches.</summary>
        public SampleStream Unbatch()
        {
            ArgumentNullException.ThrowIfNull(dataset);
            return SampleStream.Of(dataset);
        }

        /// <summary>The same samples in batches of another size.</summary>
        /// <param name="size">Samples in a batch.</param>
        /// <param name="dropRemainder">Whether a last batch of fewer samples is left out.</param>
        public IDataset Rebatch(int size, bool dropRemainder = false) => dataset.Unbatch().Batch(size, dropRemainder);
    }
}
