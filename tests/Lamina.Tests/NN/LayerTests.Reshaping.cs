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
        new("ZeroPadding1D", () => new ZeroPadding1D([1, 2]), [4, 3], [7, 3], 0),
        new("ZeroPadding1D, channels first", () => new ZeroPadding1D(new ZeroPadding1DConfig { DataFormat = DataFormat.ChannelsFirst }), [4, 3], [4, 5], 0),
        new("ZeroPadding2D", () => new ZeroPadding2D([[1, 0], [2, 1]]), [3, 4, 2], [4, 7, 2], 0),
        new("ZeroPadding2D, one a side", () => new ZeroPadding2D([1, 2]), [3, 4, 2], [5, 8, 2], 0),
        new("ZeroPadding3D", () => new ZeroPadding3D(), [2, 3, 2, 2], [4, 5, 4, 2], 0),
        new("Cropping1D", () => new Cropping1D([0, 2]), [5, 3], [3, 3], 0),
        new("Cropping2D", () => new Cropping2D(new Cropping2DConfig { Cropping = [[1, 0], [2, 1]], DataFormat = DataFormat.ChannelsFirst }), [2, 4, 5], [2, 3, 2], 0),
        new("Cropping3D", () => new Cropping3D(), [3, 4, 5, 2], [1, 2, 3, 2], 0),
        new("UpSampling1D", () => new UpSampling1D(3), [3, 2], [9, 2], 0),
        new("UpSampling2D", () => new UpSampling2D([1, 3]), [3, 2, 2], [3, 6, 2], 0),
        new("UpSampling2D, bilinear", () => new UpSampling2D(new UpSampling2DConfig { Interpolation = Interpolation.Bilinear, DataFormat = DataFormat.ChannelsFirst }), [2, 3, 4], [2, 6, 8], 0),
        new("UpSampling2D, bicubic", () => new UpSampling2D([2, 3], Interpolation.Bicubic), [3, 4, 2], [6, 12, 2], 0),
        new("UpSampling2D, Lanczos", () => new UpSampling2D(2, Interpolation.Lanczos3), [3, 4, 2], [6, 8, 2], 0),
        new("UpSampling3D", () => new UpSampling3D([1, 2, 3]), [2, 3, 2, 2], [2, 6, 6, 2], 0),
        new("Permute", () => new Permute(3, 1, 2), [3, 4, 2], [2, 3, 4], 0),
        new("RepeatVector", () => new RepeatVector(3), [4], [3, 4], 0),
    ];
}
