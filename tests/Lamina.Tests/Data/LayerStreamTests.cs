using Lamina.Data;
using Lamina.NN;
using Lamina.Tests.NN;

namespace Lamina.Tests.Data;

[Collection(ProcessWide.Name)]
public sealed class LayerStreamTests
{
    private static readonly Tensor X = NN.Training.Normal(1, 12, 4, 4, 3);
    private static readonly Tensor Y = Tensor.Arange(12).OneHot(12).Evaluate();

    [Fact]
    public void Layers_change_batches_anew_in_each_epoch_and_batch_and_the_same_for_a_seed()
    {
        var layer = new RandomFlip(seed: 1);
        var flipped = Dataset.From(X, Y).Batch(4).Map(layer, seed: 2);
        var passes = Enumerable.Range(0, 3).Select(epoch => Pass(flipped, epoch)).ToArray();
        Assert.Equal(3, flipped.BatchCount);
        Assert.Equal(passes[1], Pass(flipped, 1));
        Assert.Equal(passes[1], Pass(Dataset.From(X, Y).Batch(4).Map(new RandomFlip(seed: 1), seed: 2, threads: 3).Prefetch(), 1));
        Assert.Equal(3, passes.Select(pass => string.Join(' ', pass)).Distinct().Count());
        Assert.NotEqual(passes[1], Pass(Dataset.From(X, Y).Batch(4).Map(layer, seed: 3), 1));
        Assert.Equal(X.ToArray(), Pass(Dataset.From(X, Y).Batch(4).Map(layer, training: false), 0));
    }

    [Fact]
    public void Layers_bring_samples_to_one_shape()
    {
        var sizes = Dataset.FromItems([2, 3, 4, 3], static size => new Sample(Tensor.Ones([size, size, 1]), Tensor.Scalar(size)));
        var batch = Assert.Single(sizes.Map(new Resizing(5, 6), threads: 2).Batch(4).Batches(0));
        Assert.Equal([4, 5, 6, 1], batch.Inputs[0].Shape);
        Assert.All(batch.Inputs[0].ToArray(), value => Assert.Equal(1, value, 5));
    }

    [Fact]
    public void Targets_go_through_layers_that_mix_them()
    {
        var mixed = Dataset.From(X, Y).Batch(12).Map(new MixUp(seed: 4), withTargets: true, seed: 5);
        var batch = mixed.Batches(0).Single();
        Assert.NotEqual(Y.ToArray(), batch.Targets[0].ToArray());
        Assert.All(batch.Targets[0].ToArray().Chunk(12), shares => Assert.Equal(1, shares.Sum(), 5));
        Assert.Equal(Y.ToArray(), Dataset.From(X, Y).Batch(12).Map(new MixUp()).Batches(0).Single().Targets[0].ToArray());
    }

    [Fact]
    public void A_layer_that_gives_fewer_tensors_than_it_takes_is_refused()
    {
        var two = Dataset.From([X, X], [Y]).Batch(4).Map(new Add());
        var error = Assert.Throws<ArgumentException>(() => two.Batches(0).First());
        Assert.Equal(
            "A layer that data is mapped by gives as many tensors as it takes: 'add' was given the inputs (2) and gave 1.", error.Message);
    }

    private static float[] Pass(IDataset dataset, int epoch) => [.. dataset.Batches(epoch).SelectMany(batch => batch.Inputs[0].ToArray())];
}
