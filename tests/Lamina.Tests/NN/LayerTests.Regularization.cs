using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Regularization =>
    [
        new("Dropout", () => new Dropout(0.4), [6], [6], 0),
        new("Dropout, shared mask", () => new Dropout(new DropoutConfig { Rate = 0.4, NoiseShape = [Shape.Unknown, 1, 4], Seed = 3 }), [3, 4], [3, 4], 0),
        new("SpatialDropout1D", () => new SpatialDropout1D(0.4), [3, 4], [3, 4], 0),
        new("SpatialDropout2D", () => new SpatialDropout2D(0.4, DataFormat.ChannelsFirst), [2, 3, 4], [2, 3, 4], 0),
        new("SpatialDropout3D", () => new SpatialDropout3D(0.4), [2, 3, 2, 4], [2, 3, 2, 4], 0),
        new("GaussianDropout", () => new GaussianDropout(0.4), [3, 4], [3, 4], 0),
        new("GaussianNoise", () => new GaussianNoise(0.4), [3, 4], [3, 4], 0),
        new("AlphaDropout", () => new AlphaDropout(0.4), [6], [6], 0),
        new("AlphaDropout, shared mask", () => new AlphaDropout(new AlphaDropoutConfig { Rate = 0.4, NoiseShape = [Shape.Unknown, 1, 4], Seed = 3 }), [3, 4], [3, 4], 0),
        new("ActivityRegularization", () => new ActivityRegularization(0.1, 0.2), [6], [6], 0),
    ];
}
