using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Reshaping =>
    [
        new("Flatten", () => new Flatten(), [3, 4, 2], [24], 0),
        new("Flatten, vector", () => new Flatten(), [3], [3], 0),
        new("Reshape", () => new Reshape(4, 3), [3, 4], [4, 3], 0),
        new("Reshape, open axis", () => new Reshape(2, -1), [3, 4], [2, 6], 0),
        new("Permute", () => new Permute(3, 1, 2), [3, 4, 2], [2, 3, 4], 0),
        new("RepeatVector", () => new RepeatVector(3), [4], [3, 4], 0),
    ];
}
