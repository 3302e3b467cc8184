using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Core =>
    [
        new("Embedding", () => new Embedding(5, 3), [4], [4, 3], 15) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("Embedding, mask", () => new Embedding(new EmbeddingConfig { InputDim = 5, OutputDim = 2, MaskZero = true, EmbeddingsRegularizer = new L2(0.001) }), [4], [4, 2], 10) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("Dense", () => new Dense(4), [5], [4], 24),
        new("Dense, activation", () => new Dense(3, "tanh"), [7], [3], 24),
        new("Dense, more axes", () => new Dense(2), [3, 5], [3, 2], 12),
        new("Dense, no bias", () => new Dense(new DenseConfig { Units = 2, UseBias = false }), [5], [2], 10),
        new("Dense, regularized", () => new Dense(new DenseConfig
        {
            Units = 2, KernelRegularizer = new L2(0.001), BiasRegularizer = new L1(0.001), ActivityRegularizer = new L2(0.001),
        }), [5], [2], 12),
    ];
}
