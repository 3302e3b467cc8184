using Lamina.NN;

namespace Lamina.Tests.NN;

[Collection(ProcessWide.Name)]
public sealed class NoiseTests
{
    private const int Count = 200_000;

    [Fact]
    public void Normal_noise_has_the_mean_the_deviation_and_the_tails_of_its_distribution()
    {
        Seed.Set(3);
        var noise = Noise(new GaussianNoise(0.5), 0).Select(value => value / 0.5).ToArray();

        // Four standard errors of 200 000 draws.
        Assert.InRange(noise.Average(), -0.009, 0.009);
        Assert.InRange(noise.Average(value => value * value), 0.987, 1.013);
        Assert.InRange(noise.Average(value => value * value * value), -0.035, 0.035);
        Assert.InRange(noise.Average(value => Math.Pow(value, 4)), 2.91, 3.09);
        Assert.InRange(Share(value => value > 1), 0.1554, 0.1619);
        Assert.InRange(Share(value => value < -1), 0.1554, 0.1619);
        Assert.InRange(Share(value => Math.Abs(value) > 2), 0.0437, 0.0474);
        Assert.InRange(Share(value => Math.Abs(value) > 3), 0.0022, 0.0032);
        Assert.All(noise, value => Assert.InRange(value, -5.8, 5.8));

        double Share(Func<double, bool> condition) => noise.Count(condition) / (double)Count;
    }

    [Fact]
    public void Neighbours_are_independent()
    {
        Seed.Set(4);
        var noise = Noise(new GaussianNoise(1), 0);
        Assert.InRange(noise.Zip(noise.Skip(1), (a, b) => a * b).Average(), -0.009, 0.009);
        Assert.InRange(noise.Zip(noise.Skip(1), (a, b) => a * a * b * b).Average(), 0.97, 1.03);
    }

    [Fact]
    public void Gaussian_dropout_multiplies_by_noise_of_mean_1()
    {
        Seed.Set(5);
        var layer = new GaussianDropout(0.2);
        var y = layer.Apply(Tensor.Full([400, 500], 3).Evaluate(), training: true).ToArray().Select(value => value / 3.0).ToArray();
        Assert.InRange(y.Average(), 0.995, 1.005);
        Assert.InRange(y.Average(value => (value - 1) * (value - 1)), 0.246, 0.254);
    }

    [Fact]
    public void Alpha_dropout_keeps_mean_and_variance_and_drops_the_rate()
    {
        Seed.Set(6);
        var x = Training.Normal(1, 400, 500);
        var y = new AlphaDropout(0.3).Apply(x, training: true).ToArray();
        Assert.InRange(y.Average(), -0.01, 0.01);
        Assert.InRange(y.Average(value => value * (double)value), 0.99, 1.01);
        var lowest = y.GroupBy(value => value).MaxBy(group => group.Count())!;
        Assert.InRange(lowest.Count() / (double)Count, 0.295, 0.305);
    }

    [Theory]
    [InlineData(DataFormat.ChannelsLast, 30)]
    [InlineData(DataFormat.ChannelsFirst, 20)]
    public void Spatial_dropout_drops_channels_whole(DataFormat format, int channels)
    {
        Seed.Set(7);
        var x = Tensor.Ones(format == DataFormat.ChannelsLast ? [40, 4, 5, 30] : [40, 20, 4, 5]).Evaluate();
        var y = new SpatialDropout2D(0.25, format).Apply(x, training: true);
        var byChannel = (format == DataFormat.ChannelsLast ? y.Transpose(0, 3, 1, 2) : y).Reshape([40 * channels, 20]).ToArray();
        var kept = byChannel.Chunk(20).Select(chunk => chunk.Distinct().Single()).ToArray();
        Assert.All(kept, value => Assert.True(value == 0 || Math.Abs(value - (1 / 0.75)) < 1e-6));
        Assert.InRange(kept.Count(value => value == 0) / (double)kept.Length, 0.2, 0.3);
    }

    [Fact]
    public void Each_step_and_each_layer_draws_anew_and_a_seed_gives_the_same_again()
    {
        Seed.Set(8);
        var layer = new GaussianNoise(1);
        Assert.Equal(Noise(layer, 0), Noise(layer, 0));
        Assert.NotEqual(Noise(layer, 0), Noise(layer, 1));
        Assert.NotEqual(Noise(layer, 0), Noise(new GaussianNoise(1), 0));
        var seeded = new GaussianNoiseConfig { Stddev = 1, Seed = 9 };
        Assert.Equal(Noise(new GaussianNoise(seeded), 2), Noise(new GaussianNoise(seeded), 2));
    }

    [Fact]
    public void Training_draws_anew_in_each_step()
    {
        Seed.Set(9);
        var seen = new List<float>();
        var model = new Sequential([new Input(1), new GaussianNoise(1), new Dense(new DenseConfig { Units = 1, KernelInitializer = "zeros", UseBias = false })]);
        model.Compile(new SGD(1), "mse");
        model.Fit(Tensor.Ones([6, 1]).Evaluate(), Tensor.Ones([6, 1]).Evaluate(), batchSize: 1, verbose: 0, callbacks: [new LambdaCallback
        {
            TrainBatchEnd = _ =>
            {
                seen.Add(model.Weights[0].Floats[0]);
                model.Weights[0].Floats.Clear();
            },
        }]);
        Assert.Equal(6, seen.Distinct().Count());
    }

    [Fact]
    public void Without_training_there_is_no_noise()
    {
        Layer[] layers = [new GaussianNoise(0.5), new GaussianDropout(0.5), new AlphaDropout(0.5), new SpatialDropout1D(0.5)];
        var x = Training.Normal(2, 2, 3, 4);
        Assert.All(layers, layer => Assert.Equal(x.ToArray(), layer.Apply(x).ToArray()));
    }

    private static double[] Noise(Layer layer, int step)
    {
        var context = new CallContext(training: true, Tensor.Scalar(step, DType.Int32));
        return layer.Apply(Tensor.Zeros([400, 500]).Evaluate(), context).ToArray<double>();
    }
}
