using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Regularization =>
    [
        new("Dropout", () => new Dropout(0.4), [6], [6], 0),
        new("Dropout, shared mask", () => new Dropout(new DropoutConfig { Rate = 0.4, NoiseShape = [Shape.Unknown, 1, 4], Seed = 3 }), [3, 4], [3, 4], 0),
    ];
}
