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
    ];
}
