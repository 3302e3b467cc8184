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
        new("LayerNormalization, first axis", () => new LayerNormalization(new LayerNormalizationConfig { Axis = 1 }), [3, 4], [3, 4], 6),
        new("LayerNormalization, by deviation", () => new LayerNormalization(new LayerNormalizationConfig { RmsScaling = true }), [3, 4], [3, 4], 4),
        new("BatchNormalization, renormalized", () => new BatchNormalization(new BatchNormalizationConfig
        {
            Renorm = true, RenormMomentum = 0.8, RenormClipping = new RenormClipping { RMax = 1.5, RMin = 0.5, DMax = 0.5 },
        }), [3, 5], [3, 5], 35),
        new("GroupNormalization", () => new GroupNormalization(2), [3, 4, 6], [3, 4, 6], 12),
        new("GroupNormalization, first", () => new GroupNormalization(new GroupNormalizationConfig { Groups = -1, Axis = 1, Scale = false }), [6, 3, 4], [6, 3, 4], 6),
        new("GroupNormalization, vector", () => new GroupNormalization(3), [6], [6], 12),
        new("RMSNormalization", () => new RMSNormalization(), [3, 4], [3, 4], 4),
        new("RMSNormalization, two axes", () => new RMSNormalization(new RMSNormalizationConfig { Axis = [1, -1], Epsilon = 0.1 }), [3, 4], [3, 4], 12),
        new("UnitNormalization", () => new UnitNormalization(), [3, 4], [3, 4], 0),
        new("UnitNormalization, two axes", () => new UnitNormalization(new UnitNormalizationConfig { Axis = [1, 2] }), [3, 4], [3, 4], 0),
        new("SpectralNormalization", () => new SpectralNormalization(new Dense(3)), [4], [3], 18),
        new("SpectralNormalization, image", () => new SpectralNormalization(new Conv2D(3, 2), powerIterations: 3), [4, 4, 2], [3, 3, 3], 30),
    ];
}
