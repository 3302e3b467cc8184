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
        new("AveragePooling1D", () => new AveragePooling1D(), [7, 2], [3, 2], 0),
        new("AveragePooling3D", () => new AveragePooling3D(2, 1, Padding.Same), [3, 2, 3, 2], [3, 2, 3, 2], 0),
        new("MaxPooling1D", () => new MaxPooling1D(new MaxPooling1DConfig { PoolSize = 3, Strides = 2, Padding = Padding.Same, DataFormat = DataFormat.ChannelsFirst }), [2, 7], [2, 4], 0),
        new("MaxPooling3D", () => new MaxPooling3D([1, 2, 3]), [3, 4, 3, 2], [3, 2, 1, 2], 0),
        new("GlobalAveragePooling3D", () => new GlobalAveragePooling3D(), [2, 3, 2, 2], [2], 0),
        new("GlobalMaxPooling3D", () => new GlobalMaxPooling3D(new GlobalMaxPooling3DConfig { KeepDims = true, DataFormat = DataFormat.ChannelsFirst }), [2, 2, 3, 2], [2, 1, 1, 1], 0),
        new("AdaptiveAveragePooling1D", () => new AdaptiveAveragePooling1D(3), [7, 2], [3, 2], 0),
        new("AdaptiveAveragePooling2D", () => new AdaptiveAveragePooling2D(new AdaptiveAveragePooling2DConfig { OutputSize = [3, 7], DataFormat = DataFormat.ChannelsFirst }), [2, 7, 5], [2, 3, 7], 0),
        new("AdaptiveAveragePooling2D, even", () => new AdaptiveAveragePooling2D(2), [4, 6, 3], [2, 2, 3], 0),
        new("AdaptiveAveragePooling3D", () => new AdaptiveAveragePooling3D(2), [3, 4, 2, 2], [2, 2, 2, 2], 0),
        new("AdaptiveMaxPooling1D", () => new AdaptiveMaxPooling1D(3), [7, 2], [3, 2], 0),
        new("AdaptiveMaxPooling2D", () => new AdaptiveMaxPooling2D([3, 7]), [7, 5, 2], [3, 7, 2], 0),
        new("AdaptiveMaxPooling2D, even", () => new AdaptiveMaxPooling2D(new AdaptiveMaxPooling2DConfig { OutputSize = 2, DataFormat = DataFormat.ChannelsFirst }), [3, 4, 6], [3, 2, 2], 0),
        new("AdaptiveMaxPooling3D", () => new AdaptiveMaxPooling3D([2, 1, 3]), [3, 4, 3, 2], [2, 1, 3, 2], 0),
    ];
}
