using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    private static LayerCase[] Pooling =>
    [
        new("AveragePooling2D", () => new AveragePooling2D(3, 2, Padding.Same), [5, 6, 2], [3, 3, 2], 0),
        new("GlobalAveragePooling1D", () => new GlobalAveragePooling1D(), [4, 3], [3], 0),
        new("GlobalAveragePooling2D", () => new GlobalAveragePooling2D(new GlobalAveragePooling2DConfig { KeepDims = true }), [4, 3, 2], [1, 1, 2], 0),
        new("GlobalMaxPooling1D", () => new GlobalMaxPooling1D(new GlobalMaxPooling1DConfig { DataFormat = DataFormat.ChannelsFirst }), [3, 4], [3], 0),
        new("GlobalMaxPooling2D", () => new GlobalMaxPooling2D(), [4, 3, 2], [2], 0),
        new("MaxPooling2D", () => new MaxPooling2D(), [5, 6, 2], [2, 3, 2], 0),
        new("MaxPooling2D, padded", () => new MaxPooling2D(3, 2, Padding.Same), [5, 6, 2], [3, 3, 2], 0),
    ];
}
