using System.Text.Json;

namespace Lamina.Golden.Tests.Running;

/// <summary>Tensors of JSON files of models, and their comparison.</summary>
internal static class Numbers
{
    /// <summary>One tensor, or a list of them.</summary>
    public static GoldenTensor[] List(JsonElement json) => json.ValueKind == JsonValueKind.Array
        ? [.. json.EnumerateArray().Select(GoldenTensor.Parse)]
        : [GoldenTensor.Parse(json)];

    /// <summary>One tensor, or a list of them, as a model takes them.</summary>
    public static Tensor[] Tensors(JsonElement json) => [.. List(json).Select(tensor => tensor.ToTensor())];

    /// <summary>Asserts that tensors are near those expected.</summary>
    public static void AssertNear(IReadOnlyList<GoldenTensor> expected, IReadOnlyList<Tensor> actual, Tolerance tolerance, string what)
    {
        Assert.True(expected.Count == actual.Count, $"{what}: {expected.Count} expected, {actual.Count} given.");
        foreach (var (e, a) in expected.Zip(actual))
        {
            Assert.True(e.Shape == a.Shape, $"{what}: shape {e.Shape} expected, {a.Shape} given.");
            AssertNear(e.Values, a.ToArray<double>(), tolerance, what);
        }
    }

    /// <summary>Asserts that numbers are near those expected; the message tells the worst.</summary>
    public static void AssertNear(IReadOnlyList<double> expected, IReadOnlyList<double> actual, Tolerance tolerance, string what)
    {
        var (worst, place) = (0.0, -1);
        for (var i = 0; i < expected.Count; i++)
        {
            var difference = Math.Abs(expected[i] - actual[i]);
            if (!tolerance.Admits(expected[i], actual[i]) && (place < 0 || difference > worst))
            {
                (worst, place) = (difference, i);
            }
        }

        Assert.True(place < 0, place < 0 ? "" : $"{what}, place {place}: expected {expected[place]:R}, given {actual[place]:R}.");
    }
}
