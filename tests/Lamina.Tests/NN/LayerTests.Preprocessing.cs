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
        new("Normalization, two axes", () => new Normalization(new NormalizationConfig { Axis = [1, 2] }), [2, 3], [2, 3], 13) { Trains = false },
        new("CategoryEncoding", () => new CategoryEncoding(4), [3], [4], 0) { Values = Categories },
        new("CategoryEncoding, one-hot", () => new CategoryEncoding(4, OutputMode.OneHot), [2, 1], [2, 4], 0) { Values = Categories },
        new("CategoryEncoding, weights", () => new CategoryEncoding(4, OutputMode.Count), [3], [4], 0) { Values = Categories, MoreInputs = [[3]] },
        new("Discretization", () => new Discretization([-0.5, 0.2, 1]), [3], [3], 0),
        new("Discretization, count", () => new Discretization([-0.5, 0.2, 1], OutputMode.Count), [3], [4], 0),
        new("IntegerLookup", () => new IntegerLookup(vocabulary: [2, 0]), [3], [3], 0) { Values = Categories },
        new("IntegerLookup, multi-hot", () => new IntegerLookup(maskToken: 1, vocabulary: [2, 3], outputMode: OutputMode.MultiHot), [3], [3], 0) { Values = Categories },
        new("IntegerLookup, places for unknown", () => new IntegerLookup(numOovIndices: 2, maskToken: 3, vocabulary: [2]), [3], [3], 0) { Values = Categories },
        new("IntegerLookup, inverse", () => new IntegerLookup(vocabulary: [20, 10], invert: true), [3], [3], 0) { Values = Categories },
        new("Hashing", () => new Hashing(7), [3], [3], 0) { Values = Words, Reads = DType.String, IsOnHost = true },
        new("Hashing, numbers", () => new Hashing(7, salt: 3, outputMode: OutputMode.Count), [3], [7], 0) { Values = Categories, IsOnHost = true },
        new("HashedCrossing", () => new HashedCrossing(5, OutputMode.OneHot), [1], [5], 0) { Values = Words, Reads = DType.String, MoreInputs = [[1]], IsOnHost = true },
        new("StringLookup", () => new StringLookup(vocabulary: ["w0", "w1"], outputMode: OutputMode.MultiHot), [3], [3], 0) { Values = Words, Reads = DType.String, IsOnHost = true },
        new("TextVectorization", () => new TextVectorization(outputSequenceLength: 4, vocabulary: ["w0", "w1"]), [1], [4], 0) { Values = Words, Reads = DType.String, IsOnHost = true },
        new("Rescaling", () => new Rescaling(1 / 255.0, -0.5), [3, 4], [3, 4], 0),
    ];

    // Whole numbers from 0 to 3.
    private static Tensor Categories(Tensor x) => Tensor.Minimum((3 * x.Abs()).Floor(), 3);

    private static Tensor Words(Tensor x) =>
        Tensor.From([.. Categories(x).ToArray<int>().Select(number => $"w{number}")], x.Shape);
}
