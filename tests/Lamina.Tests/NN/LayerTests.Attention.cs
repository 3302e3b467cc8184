using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Attention =>
    [
        new("MultiHeadAttention", () => new MultiHeadAttention(2, 3), [4, 5], [4, 5], 143) { MoreInputs = [[3, 5]] },
        new("MultiHeadAttention, key", () => new MultiHeadAttention(new MultiHeadAttentionConfig
        {
            NumHeads = 2, KeyDim = 2, ValueDim = 3, UseBias = false, UseGate = true, OutputShape = 4, Dropout = 0.2, Seed = 3,
        }), [4, 5], [4, 4], 118) { MoreInputs = [[3, 6], [3, 2]] },
        new("MultiHeadAttention, window", () => new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 2, KeyDim = 3, SlidingWindow = 2, ActivityRegularizer = new L2(0.001) }), [4, 5], [4, 5], 143) { MoreInputs = [[4, 5]] },
        new("MultiHeadAttention, two axes", () => new MultiHeadAttention(new MultiHeadAttentionConfig { NumHeads = 2, KeyDim = 3, AttentionAxes = [1, 2] }), [2, 3, 5], [2, 3, 5], 143) { MoreInputs = [[3, 2, 5]] },
        new("GroupQueryAttention", () => new GroupQueryAttention(3, 4, 2), [4, 5], [4, 5], 209) { MoreInputs = [[3, 5]] },
        new("GroupQueryAttention, gate", () => new GroupQueryAttention(new GroupQueryAttentionConfig
        {
            HeadDim = 2, NumQueryHeads = 4, NumKeyValueHeads = 1, UseGate = true, UseBias = false, Dropout = 0.2, Seed = 3, SlidingWindow = 2,
            ActivityRegularizer = new L2(0.001),
        }), [4, 5], [4, 5], 140) { MoreInputs = [[3, 5], [3, 5]] },
        new("Attention", () => new Attention(), [4, 5], [4, 5], 0) { MoreInputs = [[3, 5]] },
        new("Attention, scale and key", () => new Attention(useScale: true, dropout: 0.3), [4, 5], [4, 2], 1) { MoreInputs = [[3, 2], [3, 5]] },
        new("Attention, concat", () => new Attention(useScale: true, ScoreMode.Concat), [4, 5], [4, 5], 2) { MoreInputs = [[3, 5]] },
        new("AdditiveAttention", () => new AdditiveAttention(), [4, 5], [4, 5], 5) { MoreInputs = [[3, 5]] },
        new("AdditiveAttention, no scale", () => new AdditiveAttention(useScale: false), [4, 5], [4, 2], 0) { MoreInputs = [[3, 2], [3, 5]] },
    ];
}
