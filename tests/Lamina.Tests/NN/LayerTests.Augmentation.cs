using Lamina.NN;

namespace Lamina.Tests.NN;

// What is true of every layer that changes images at random.
public sealed partial class LayerTests
{
    public static TheoryData<string> Random => [.. Images.Where(c => IsRandom(c.Create())).Select(c => c.Name)];

    public static TheoryData<string> OfImages => [.. Images.Where(c => c.Input.Rank == 3).Select(c => c.Name)];

    [Theory, MemberData(nameof(Random))]
    public void Random_layer_does_nothing_in_inference(string name)
    {
        var c = Images.Single(c => c.Name == name);
        var x = Inputs(c, 3);
        Assert.All(c.Create().Apply(x, new CallContext(training: false)).Zip(x), pair => Assert.Equal(pair.Second.ToArray(), pair.First.ToArray()));
    }

    [Theory, MemberData(nameof(Random))]
    public void Random_layer_draws_anew_in_each_step_and_the_same_for_a_seed_on_any_number_of_threads(string name)
    {
        var c = Images.Single(c => c.Name == name);
        var x = Inputs(c, 24);
        var first = At(9, 1);
        Assert.Equal(first, NN.Training.OnThreads(1, () => At(9, 1)));
        Assert.Equal(first, NN.Training.OnThreads(3, () => At(9, 1)));

        // One of some steps differs: what is drawn may be to change nothing.
        Assert.Contains(Enumerable.Range(2, 6), step => !At(9, step).SequenceEqual(first));
        Assert.Contains(Enumerable.Range(10, 6), seed => !At(seed, 1).SequenceEqual(first));

        float[] At(int seed, int step)
        {
            Seed.Set(seed);
            var layer = c.Create();
            return layer.Apply(x, new CallContext(true, Tensor.Scalar(step, DType.Int32)))[0].ToArray();
        }
    }

    [Theory, MemberData(nameof(OfImages))]
    public void Layer_of_images_takes_bytes_and_single_images(string name)
    {
        var c = Images.Single(c => c.Name == name);
        Tensor[] bytes = [.. c.Inputs.Select((shape, i) => (NN.Training.Normal(i, [4, .. shape]).Sigmoid() * 255).Cast(DType.UInt8).Evaluate())];
        foreach (var training in new[] { false, true })
        {
            var y = c.Create().Apply(bytes, new CallContext(training))[0].Evaluate();
            Assert.Equal(DType.Float32, y.DType);
            Assert.Equal([4, .. c.Output], y.Shape);

            // Kernels that sharpen overshoot.
            var over = c.Create() is Resizing { Config.Interpolation: not (Interpolation.Nearest or Interpolation.Bilinear) } ? 60 : 0.01;
            var low = c.Create().GetConfig() is RandomColourLayerConfig { ValueRange: [< 0 and var lowest, _] } ? lowest : 0;
            Assert.All(y.ToArray(), value => Assert.InRange(value, low - over, 255 + over));
            if (c.MoreInputs.Length == 0)
            {
                Assert.Equal(c.Output, c.Create().Apply(bytes[0].Select(0, 0), training).Shape);
            }
        }
    }

    private static bool IsRandom(Layer layer) =>
        layer.GetConfig() is RandomImageLayerConfig and not RandomCropConfig;

    private static Tensor[] Inputs(LayerCase c, int batch) =>
        [.. c.Inputs.Select((shape, i) => c.Values(NN.Training.Normal(5 + i, [batch, .. shape])).Evaluate())];
}
