using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed class InitializerTests
{
    private static readonly Shape Large = [200, 300];

    /// <summary>Random initializers, and limit, mean and deviation of what they draw for 200 inputs, 300 units.</summary>
    private static readonly (Initializer Initializer, double Limit, double Mean, double Deviation)[] Table =
    [
        (new RandomUniform(-1, 3), 3, 1, 4 / Math.Sqrt(12)),
        (new RandomNormal(1, 2), double.PositiveInfinity, 1, 2),
        (new TruncatedNormal(0, 0.05), 0.1, 0, 0.05 * 0.87962566),
        (Initializer.GlorotUniform, 0.1095446, 0, Math.Sqrt(2.0 / 500)),
        (Initializer.GlorotNormal, 0.1438021, 0, Math.Sqrt(2.0 / 500)),
        (Initializer.HeUniform, 0.1732051, 0, 0.1),
        (Initializer.HeNormal, 0.2273713, 0, 0.1),
        (Initializer.LecunUniform, 0.1224745, 0, Math.Sqrt(1.0 / 200)),
        (Initializer.LecunNormal, 0.1607757, 0, Math.Sqrt(1.0 / 200)),
        (new VarianceScaling(2, FanMode.FanOut, ScalingDistribution.UntruncatedNormal),
            double.PositiveInfinity, 0, Math.Sqrt(2.0 / 300)),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Table.Length)];

    [Theory, MemberData(nameof(Rows))]
    public void Draws_have_the_limit_mean_and_deviation_wanted(int row)
    {
        var (initializer, limit, mean, deviation) = Table[row];
        var values = initializer.Sample(Large, new RandomStream(7));
        var average = values.Average(x => (double)x);
        var spread = Math.Sqrt(values.Average(x => (x - average) * (x - average)));
        Assert.All(values, x => Assert.True(Math.Abs(x) <= limit * 1.000001));
        Assert.InRange(average - mean, -0.02 * deviation, 0.02 * deviation);
        Assert.InRange(spread / deviation, 0.99, 1.01);
    }

    [Fact]
    public void Axes_take_the_place_of_the_shape_where_they_are_given()
    {
        var initializer = new VarianceScaling(Mode: FanMode.FanIn) { InputAxes = 0, OutputAxes = [1, -1] };
        Assert.Equal(Math.Sqrt(1 / 5.0), initializer.Deviation([5, 4, 3]), 1e-12);
        Assert.Equal(Math.Sqrt(1 / 12.0), (initializer with { Mode = FanMode.FanOut }).Deviation([5, 4, 3]), 1e-12);
        Assert.Equal(Math.Sqrt(1 / 20.0), new VarianceScaling().Deviation([5, 4, 3]), 1e-12);
    }

    [Fact]
    public void STFT_gives_waves_under_a_window()
    {
        var random = new RandomStream(1);
        var sines = new STFT(StftSide.Imaginary, Window: null).Sample([4, 2, 3], random);
        Assert.Equal([0, -1, 0], sines.Skip(9).Take(3).Select(x => Math.Round(x, 6)));
        var scaled = new STFT(Window: "hamming", Scaling: StftScaling.Spectrum, Periodic: true).Sample([8, 1, 5], random);
        Assert.Equal(1, scaled.Where((_, i) => i % 5 == 0).Sum(), 1e-6);
        Assert.Equal(
            "STFT needs a weight [length, channels, frequencies].\n  weight: [3]",
            Assert.Throws<ShapeMismatchException>(() => new STFT().Sample([3], random)).Message);
        Assert.StartsWith(
            "unknown window 'han'; did you mean 'hann'?",
            Assert.Throws<ArgumentException>(() => new STFT(Window: "han")).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Exact_initializers_give_what_they_say()
    {
        var random = new RandomStream(1);
        Assert.Equal([0, 0], Initializer.Zeros.Sample([2], random));
        Assert.Equal([1, 1], Initializer.Ones.Sample([2], random));
        Assert.Equal([1.25f], new Constant(1.25).Sample([], random));
        Assert.Equal([2.5f, 0, 0, 0, 2.5f, 0], new Identity(2.5).Sample([2, 3], random));
        Assert.Throws<ShapeMismatchException>(() => new Identity().Sample([3], random));
    }

    [Theory]
    [InlineData(4, 6)]
    [InlineData(6, 4)]
    [InlineData(32, 32)]
    public void Rows_or_columns_of_Orthogonal_are_orthogonal_and_of_the_length_wanted(int rows, int columns)
    {
        var w = new Orthogonal(1.3).Sample([rows, columns], new RandomStream(3));
        var wide = rows < columns;
        double At(int i, int j) => wide ? w[(i * columns) + j] : w[(j * columns) + i];
        for (var a = 0; a < Math.Min(rows, columns); a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var dot = Enumerable.Range(0, Math.Max(rows, columns)).Sum(i => At(a, i) * At(b, i));
                Assert.Equal(a == b ? 1.69 : 0, dot, 1e-6);
            }
        }
    }

    [Fact]
    public void Initializer_with_a_seed_draws_the_same_numbers_every_time()
    {
        var random = new RandomStream(1);
        var seeded = new GlorotUniform { Seed = 4 };
        Assert.Equal(seeded.Sample([3, 4], random), seeded.Sample([3, 4], random));
        var unseeded = Initializer.GlorotUniform;
        Assert.NotEqual(unseeded.Sample([3, 4], random), unseeded.Sample([3, 4], random));
    }

    [Fact]
    public void Names_give_initializers()
    {
        Initializer initializer = "glorot_uniform";
        Assert.Equal(Initializer.GlorotUniform, initializer);
        Assert.Equal(Initializer.HeNormal, Initializer.Get("HeNormal"));
        var error = Assert.Throws<ArgumentException>(() => Initializer.Get("glorot_unifrom"));
        Assert.StartsWith(
            "unknown initializer 'glorot_unifrom'; did you mean 'glorot_uniform'?", error.Message, StringComparison.Ordinal);
    }
}
