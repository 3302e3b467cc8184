namespace Lamina.Guides.Tests;

/// <summary>What the tests of the guides share: data of a seed, and comparisons.</summary>
internal static class Numbers
{
    public static Tensor Normal(int seed, params int[] axes)
    {
        var random = new RandomStream((ulong)seed);
        var shape = Shape.Create(axes);
        return Tensor.Wrap(Enumerable.Range(0, shape.Size).Select(_ => (float)random.Normal()).ToArray(), shape);
    }

    public static void AssertNear(double[] expected, Tensor actual, double tolerance = 1e-5)
    {
        var values = actual.ToArray<double>();
        Assert.Equal(expected.Length, values.Length);
        Assert.All(expected.Zip(values), pair => Assert.InRange(pair.Second, pair.First - tolerance, pair.First + tolerance));
    }
}
