using Lamina.NN;

namespace Lamina.Data;

public sealed partial class SampleStream
{
    /// <summary>Applies a layer to the inputs of each sample: to bring images to one size before they are put into batches, for
    /// instance. On batches (<see cref="DatasetSteps"/>) it is faster.</summary>
    /// <param name="layer">A layer, or a model, of as many inputs as a sample has, and as many outputs. It is compiled once for
    /// each shape of a sample.</param>
    /// <param name="training">Whether layers that change data at random do so.</param>
    /// <param name="seed">Decides the random numbers together with the epoch and the number of the sample; as for
    /// <see cref="Shuffle"/>.</param>
    /// <param name="threads">Samples in the making at the same time; the order stays.</param>
    public SampleStream Map(Layer layer, bool training = true, int? seed = null, int threads = 1)
    {
        var map = new LayerMap(layer, training, seed);
        return MapNumbered(
            (sample, epoch, number) =>
            {
                var outputs = map.Run([.. sample.Inputs.Select(Batched)], epoch, number);
                map.CheckOutputs(outputs.Count, sample.Inputs.Count, "the inputs");
                return sample with { Inputs = [.. outputs.Select(Single)] };
            },
            threads);

        static Tensor Batched(Tensor x) => Reshaped(x.Evaluate(), [1, .. x.Shape]);

        static Tensor Single(Tensor y) => Reshaped(y, y.Shape[1..]);

        static Tensor Reshaped(Tensor x, Shape shape) => TensorValues.Give(x.Data(), x.Type with { Shape = shape });
    }
}
