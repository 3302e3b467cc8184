using Lamina.NN;

namespace Lamina.Data;

public static partial class DatasetSteps
{
    extension(IDataset dataset)
    {
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
                Batch Mapped((int Number, Batch Batch) item) => Apply(map, item.Batch, withTargets, epoch, item.Number);
                var items = dataset.Batches(epoch).Index();
                return threads == 1 ? items.Select(Mapped) : OrderedTasks.Run(items, Mapped, threads);
            });
        }
    }

    private static Batch Apply(LayerMap map, Batch batch, bool withTargets, int epoch, int number)
    {
        IReadOnlyList<Tensor> given = withTargets ? [.. batch.Inputs, .. batch.Targets] : batch.Inputs;
        var outputs = map.Run(given, epoch, number);
        map.CheckOutputs(outputs.Count, given.Count, withTargets ? "inputs and targets" : "the inputs");
        var inputs = batch.Inputs.Count;
        return batch with
        {
            Inputs = [.. outputs.Take(inputs)],
            Targets = withTargets ? [.. outputs.Skip(inputs)] : batch.Targets,
        };
    }
}
