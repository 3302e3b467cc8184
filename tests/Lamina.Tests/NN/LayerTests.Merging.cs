using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Merging =>
    [
        new("Add", () => new Add(), [3, 4], [3, 4], 0) { MoreInputs = [[3, 4], [3, 1]] },
        new("Add, fewer axes", () => new Add(), [3, 4], [3, 4], 0) { MoreInputs = [[4]] },
        new("Average", () => new Average(), [4], [4], 0) { MoreInputs = [[4], [4]] },
        new("Concatenate", () => new Concatenate(axis: 1), [2, 3], [5, 3], 0) { MoreInputs = [[3, 3]] },
        new("Maximum", () => new Maximum(), [4], [4], 0) { MoreInputs = [[4]] },
        new("Minimum", () => new Minimum(), [4], [4], 0) { MoreInputs = [[4]] },
        new("Multiply", () => new Multiply(), [4], [4], 0) { MoreInputs = [[4], [1]] },
        new("Subtract", () => new Subtract(), [4], [4], 0) { MoreInputs = [[4]] },
        new("Dot", () => new Dot(1), [4], [1], 0) { MoreInputs = [[4]] },
        new("Dot, axes", () => new Dot([2, 1]), [3, 4], [3, 5, 2], 0) { MoreInputs = [[4, 5, 2]] },
        new("Dot, cosine", () => new Dot([1, 2], normalize: true), [4, 3], [3, 5], 0) { MoreInputs = [[5, 4]] },
        new("Dot, vector", () => new Dot(-1), [3, 4], [3], 0) { MoreInputs = [[4]] },
    ];
}
