using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Preprocessing =>
    [
        new("Normalization", () => new Normalization(), [4], [4], 9) { Trains = false },
        new("Normalization, all axes", () => new Normalization(new NormalizationConfig { Axis = null }), [3, 4], [3, 4], 3) { Trains = false },
        new("Normalization, given", () => new Normalization(new NormalizationConfig { Mean = [1, 2, 3], Variance = [4, 5, 6] }), [3], [3], 0),
        new("Normalization, inverse", () => new Normalization(new NormalizationConfig { Mean = [1], Variance = [4], Invert = true }), [3], [3], 0),
        new("Rescaling", () => new Rescaling(1 / 255.0, -0.5), [3, 4], [3, 4], 0),
    ];
}
