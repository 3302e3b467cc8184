using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>Random tensors have the moments of their distributions and follow their seeds.</summary>
public sealed class RandomTensorTests
{
    private static readonly Shape Many = [20_000];

    private static readonly (string Name, Func<SeedGenerator, Tensor> Draw, double Mean, double Deviation)[] Table =
    [
        ("normal", seed => RandomTensors.Normal(Many, 2, 0.5, seed), 2, 0.5),
        ("truncated_normal", seed => RandomTensors.TruncatedNormal(Many, seed: seed), 0, 0.87962566),
        ("uniform", seed => RandomTensors.Uniform(Many, -1, 3, seed), 1, 4 / Math.Sqrt(12)),
        (
            "randint", seed => RandomTensors.RandomInteger(Many, 1, 7, seed).Cast(DType.Float32), 3.5, Math.Sqrt(35.0 / 12)),
        ("gamma", seed => RandomTensors.Gamma(Many, Tensor.Scalar(3), seed), 3, Math.Sqrt(3)),
        ("gamma, small", seed => RandomTensors.Gamma(Many, Tensor.Scalar(0.5), seed), 0.5, Math.Sqrt(0.5)),
        ("beta", seed => RandomTensors.Beta(Many, Tensor.Scalar(2), Tensor.Scalar(3), seed), 0.4, 0.2),
        (
            "binomial", seed => RandomTensors.Binomial(Many, Tensor.Scalar(10), Tensor.Scalar(0.3), seed), 3, Math.Sqrt(2.1)),
        ("dropout", seed => RandomTensors.Dropout(Tensor.Ones(Many), 0.25, seed: seed), 1, Math.Sqrt(1.0 / 3)),
        (
            "categorical",
            seed => RandomTensors.Categorical(Tensor.From(0.2f, 0.3f, 0.5f).Log().Reshape([1, 3]), Many[0], seed).Cast(DType.Float32),
            1.3, Math.Sqrt(0.61)),
    ];

    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Numbers_have_their_mean_and_deviation(string name)
    {
        var (_, draw, mean, deviation) = Table.Single(row => row.Name == name);
        var x = draw(5).Evaluate();

        // Five standard errors of the mean; that of the deviation is of the same size.
        var tolerance = (0.0, 5 * deviation / Math.Sqrt(Many.Size));
        Near.Assert([mean], [x.Mean().Item()], tolerance, "mean");
        Near.Assert([deviation], [x.Std().Item()], tolerance, "deviation");
    }

    [Theory, MemberData(nameof(Names))]
    public void Number_as_a_seed_gives_the_same_and_a_generator_others(string name)
    {
        var draw = Table.Single(row => row.Name == name).Draw;
        Assert.Equal(draw(5).ToArray(), draw(5).ToArray());
        var generator = new SeedGenerator(5);
        Assert.NotEqual(draw(generator).ToArray(), draw(generator).ToArray());
    }

    [Fact]
    public void Shuffled_rows_are_the_same_rows()
    {
        var x = Tensor.Arange(100, DType.Float32).Reshape([50, 2]);
        var y = RandomTensors.Shuffle(x, seed: 1);
        Assert.NotEqual(x.ToArray(), y.ToArray());
        Assert.Equal(x.ToArray(), y.Gather(y.Select(1, 0).ArgSort()).ToArray());
    }
}
