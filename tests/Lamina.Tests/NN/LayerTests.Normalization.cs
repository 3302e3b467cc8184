using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Normalization =>
    [
        new("LayerNormalization", () => new LayerNormalization(), [3, 4], [3, 4], 8),
        new("LayerNormalization, two axes", () => new LayerNormalization(new LayerNormalizationConfig { Axis = [1, 2], Center = false }), [3, 4], [3, 4], 12),
        new("BatchNormalization", () => new BatchNormalization(), [5], [5], 20),
        new("BatchNormalization, other axis", () => new BatchNormalization(new BatchNormalizationConfig { Axis = 1, Momentum = 0.5 }), [3, 4], [3, 4], 12),
        new("BatchNormalization, bare", () => new BatchNormalization(new BatchNormalizationConfig { Center = false, Scale = false }), [5], [5], 10) { Trains = false },
    ];
}
