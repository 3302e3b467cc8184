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
        new("EinsumDense", () => new EinsumDense("ab,bc->ac", [3], "tanh", "c"), [4], [3], 15),
        new("EinsumDense, heads", () => new EinsumDense("abc,cde->abde", [Shape.Unknown, 2, 3], biasAxes: "de"), [4, 5], [4, 2, 3], 36),
        new("EinsumDense, left", () => new EinsumDense("...x,xy->...y", [3], biasAxes: "y"), [2, 4, 5], [2, 4, 3], 18),
        new("EinsumDense, right", () => new EinsumDense("ab...,bc->ac...", [3], biasAxes: "c"), [4, 2, 5], [3, 2, 5], 15),
        new("EinsumDense, inner axis", () => new EinsumDense("abc,bd->acd", [Shape.Unknown, 6]), [4, 5], [5, 6], 24),
        new("EinsumDense, batch axis", () => new EinsumDense("abc,bcd->abd", [4, 6], biasAxes: "bd"), [4, 5], [4, 6], 144),
        new("Masking", () => new Masking(), [3, 4], [3, 4], 0),
        new("IdentityLayer", () => new IdentityLayer(), [3, 4], [3, 4], 0),
        new("Lambda", () => new Lambda(x => x.Square() + 1), [3, 4], [3, 4], 0),
        new("TernaryDense", () => new TernaryDense(4), [5], [4], 24),
        new("TernaryDense, threshold", () => new TernaryDense(4, 0.2, "tanh"), [3, 5], [3, 4], 24),
        new("ReversibleEmbedding", () => new ReversibleEmbedding(5, 3), [4], [4, 3], 15) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("ReversibleEmbedding, untied", () => new ReversibleEmbedding(new ReversibleEmbeddingConfig { InputDim = 5, OutputDim = 3, TieWeights = false, MaskZero = true }), [4], [4, 3], 30) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4) },
        new("Embedding, int4", () => new Embedding(new EmbeddingConfig { InputDim = 5, OutputDim = 3, Quantization = new() { BlockSize = 2 } }), [4], [4, 3], 33) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4), Trains = false },
        new("ReversibleEmbedding, int4", () => new ReversibleEmbedding(new ReversibleEmbeddingConfig { InputDim = 5, OutputDim = 4, Quantization = new() { BlockSize = 4 } }), [4], [4, 4], 24) { Values = x => (x.Abs() * 2).Floor().Clip(0, 4), Trains = false },
    ];
}
