using System.Text.Json.Nodes;
using Lamina.Formats.Keras;
using Lamina.Golden.Tests.Running;
using Lamina.NN;

namespace Lamina.Golden.Tests;

/// <summary>Initializers: exact values where there are any, and else what a large sample shows of the distribution.</summary>
public sealed class InitializerTests
{
    private static readonly Shape Large = [200, 300];

    // The share of its standard deviation that a normal distribution cut at two of them has.
    private const double Cut = 0.87962566103423978;

    [Golden("initializers.json")]
    public void Values_or_their_distribution_are_those_of_Keras(string file, string id)
    {
        var c = GoldenCase.Load(file, id);
        var initializer = (Initializer)c.Build(KerasModule.Initializers, "class", "config");
        Shape shape = c["shape"] is { } axes ? [.. axes.EnumerateArray().Select(axis => axis.GetInt32())] : Large;
        if (c.Tensor("value") is { } expected)
        {
            Check(expected.Values, initializer.Sample(shape, new RandomStream(1)), c.Tolerance(Tolerance.Values));
        }
        else if (c["property"] is not null)
        {
            CheckOrthogonal(((Orthogonal)initializer).Gain, initializer.Sample(shape, new RandomStream(1)), shape);
        }
        else
        {
            CheckDistribution(c, (RandomInitializer)initializer, shape);
        }
    }

    [Golden("initializers.json")]
    public void Initializer_is_written_as_Keras_writes_it(string file, string id)
    {
        if (GoldenCase.Load(file, id)["serialized"] is { } expected)
        {
            var written = PythonJson.Write(JsonNode.Parse(expected.GetRawText()));
            Assert.Equal(written, PythonJson.Write(KerasObject.Write(KerasObject.Read(JsonNode.Parse(written)!))));
        }
    }

    private static void CheckDistribution(GoldenCase c, RandomInitializer initializer, Shape shape)
    {
        if (initializer is VarianceScaling scaling && c["fan_in"] is { } fanIn)
        {
            Assert.Equal((fanIn.GetDouble(), c["fan_out"]!.Value.GetDouble()), VarianceScaling.Fans(shape));
            var wanted = Number("stddev") ?? Number("resulting_stddev") ?? (Number("limit")!.Value / Math.Sqrt(3));
            Assert.Equal(wanted, scaling.Deviation(shape), 1e-12);
        }

        // Enough numbers to measure by: weights of the given shape, one after the other.
        var random = new RandomStream(7);
        double[] values = [.. Enumerable.Range(0, 1 + (60_000 / shape.Size))
            .SelectMany(_ => initializer.Sample(shape, random)).Select(x => (double)x)];
        var (mean, deviation, limit) = Expected(c);
        var average = values.Average();
        Assert.InRange(average - mean, -0.03 * deviation, 0.03 * deviation);
        Assert.InRange(Math.Sqrt(values.Average(x => (x - average) * (x - average))) / deviation, 0.98, 1.02);
        Assert.All(values, x => Assert.True(Math.Abs(x - mean) <= limit * 1.000001, $"{x} is beyond {limit}."));
        Assert.True(limit > 100 || values.Max(x => Math.Abs(x - mean)) > 0.98 * limit);
        var seeded = initializer with { Seed = 3 };
        Assert.Equal(seeded.Sample(shape, new RandomStream(1)), seeded.Sample(shape, new RandomStream(2)));

        double? Number(string key) => c[key]?.GetDouble();
    }

    private static (double Mean, double Deviation, double Limit) Expected(GoldenCase c)
    {
        if (c["parameters"] is { } given)
        {
            double? Given(string key) => given.TryGetProperty(key, out var value) ? value.GetDouble() : null;
            return (Given("minval"), Given("stddev"), Given("truncated_at_stddevs")) switch
            {
                ({ } low, _, _) when Given("maxval") is { } high => ((low + high) / 2, (high - low) / Math.Sqrt(12), (high - low) / 2),
                (_, { } deviation, { } cut) => (Given("mean")!.Value, deviation * Cut, deviation * cut),
                (_, { } deviation, _) => (Given("mean")!.Value, deviation, double.PositiveInfinity),
                _ => throw new InvalidDataException("A distribution has a range or a deviation."),
            };
        }

        double? Number(string key) => c[key]?.GetDouble();
        return Number("limit") is { } limit ? (0, limit / Math.Sqrt(3), limit)
            : Number("stddev") is { } plain ? (0, plain, double.PositiveInfinity)
            : Number("stddev_of_untruncated") is { } untruncated
                ? (0, Number("resulting_stddev")!.Value, untruncated * Number("truncated_at_stddevs")!.Value)
            : (0, Number("sample_std")!.Value, Number("sample_absmax")!.Value * 1.01);
    }

    private static void CheckOrthogonal(double gain, float[] w, Shape shape)
    {
        var columns = shape[^1];
        var rows = w.Length / columns;
        var (count, length) = (Math.Min(rows, columns), Math.Max(rows, columns));
        double At(int i, int j) => rows < columns ? w[(i * columns) + j] : w[(j * columns) + i];
        for (var a = 0; a < count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                Assert.Equal(a == b ? gain * gain : 0, Enumerable.Range(0, length).Sum(i => At(a, i) * At(b, i)), 1e-6);
            }
        }
    }

    private static void Check(double[] expected, float[] actual, Tolerance tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.True(tolerance.Admits(pair.First, pair.Second), $"{pair}"));
    }
}
