using Lamina.NN;

namespace Lamina.Tests.NN;

public sealed partial class LayerTests
{
    // Values from 0 to 255, none of them near a border between whole numbers.
    private static Tensor Pixels(Tensor x) => (x.Tanh() * 100 + 128).Floor() + 0.5;

    private static LayerCase[] Images =>
    [
        new("Resizing", () => new Resizing(4, 6), [3, 4, 2], [4, 6, 2], 0),
        new("Resizing, nearest", () => new Resizing(4, 6, Interpolation.Nearest), [3, 4, 2], [4, 6, 2], 0),
        new("Resizing, smaller", () => new Resizing(new ResizingConfig { Height = 3, Width = 4, Interpolation = Interpolation.Lanczos3, Antialias = true }), [9, 8, 1], [3, 4, 1], 0),
        new("Resizing, cropped", () => new Resizing(4, 4, Interpolation.Bicubic, cropToAspectRatio: true), [5, 8, 3], [4, 4, 3], 0),
        new("Resizing, padded", () => new Resizing(4, 4, padToAspectRatio: true), [5, 8, 3], [4, 4, 3], 0),
        new("Resizing, channels first", () => new Resizing(new ResizingConfig { Height = 2, Width = 5, DataFormat = DataFormat.ChannelsFirst }), [3, 4, 4], [3, 2, 5], 0),
        new("CenterCrop", () => new CenterCrop(2, 3), [5, 6, 2], [2, 3, 2], 0),
        new("CenterCrop, small", () => new CenterCrop(6, 4), [5, 6, 2], [6, 4, 2], 0),
        new("RandomCrop", () => new RandomCrop(3, 4), [5, 6, 2], [3, 4, 2], 0),
        new("RandomFlip", () => new RandomFlip(), [3, 4, 2], [3, 4, 2], 0),
        new("RandomFlip, vertical", () => new RandomFlip(FlipMode.Vertical), [3, 4, 2], [3, 4, 2], 0),
        new("RandomFlip, horizontal", () => new RandomFlip(FlipMode.Horizontal), [3, 4, 2], [3, 4, 2], 0),
        new("RandomTranslation", () => new RandomTranslation(0.3, [0.1, 0.4]), [5, 6, 2], [5, 6, 2], 0),
        new("RandomTranslation, wrap", () => new RandomTranslation(1.0, 1.0, FillMode.Wrap), [5, 6, 2], [5, 6, 2], 0),
        new("RandomRotation", () => new RandomRotation(0.3), [5, 6, 2], [5, 6, 2], 0),
        new("RandomRotation, constant", () => new RandomRotation(new RandomRotationConfig { Factor = 0.5, FillMode = FillMode.Constant, FillValue = 2 }), [5, 6, 3], [5, 6, 3], 0),
        new("RandomRotation, channels first", () => new RandomRotation(new RandomRotationConfig { Factor = 0.5, FillMode = FillMode.Nearest, DataFormat = DataFormat.ChannelsFirst }), [2, 5, 6], [2, 5, 6], 0),
        new("RandomZoom", () => new RandomZoom([-0.4, 0.6], 0.2), [5, 6, 2], [5, 6, 2], 0),
        new("RandomShear", () => new RandomShear(0.3, 0.2), [5, 6, 2], [5, 6, 2], 0),
        new("RandomPerspective", () => new RandomPerspective(scale: 0.4), [5, 6, 2], [5, 6, 2], 0),
        new("RandomElasticTransform", () => new RandomElasticTransform([1, 1], valueRange: [-4, 4]), [9, 8, 2], [9, 8, 2], 0),
        new("RandomBrightness", () => new RandomBrightness(0.3, [-2, 2]), [3, 4, 3], [3, 4, 3], 0),
        new("RandomContrast", () => new RandomContrast(0.3, [-2, 2]), [3, 4, 3], [3, 4, 3], 0),
        new("RandomHue", () => new RandomHue(0.4), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomSaturation", () => new RandomSaturation([0.2, 0.6]), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomSharpness", () => new RandomSharpness(0.9), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomGaussianBlur", () => new RandomGaussianBlur(kernelSize: [3, 5]), [6, 7, 2], [6, 7, 2], 0) { Values = Pixels },
        new("RandomGrayscale", () => new RandomGrayscale(), [3, 4, 3], [3, 4, 3], 0),
        new("RandomColorDegeneration", () => new RandomColorDegeneration(0.7), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomColorJitter", () => new RandomColorJitter(null, 0.2, 0.2, [0.3, 0.6], 0.1), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomPosterization", () => new RandomPosterization([2, 6]), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomInvert", () => new RandomInvert(), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("RandomErasing", () => new RandomErasing(), [6, 7, 3], [6, 7, 3], 0) { Values = Pixels },
        new("RandomErasing, constant", () => new RandomErasing(fillValue: [1, 2, 3]), [6, 7, 3], [6, 7, 3], 0) { Values = Pixels },
        new("Solarization", () => new Solarization(0.3, 0.5), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("Equalization", () => new Equalization(), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("AutoContrast", () => new AutoContrast(), [3, 4, 3], [3, 4, 3], 0) { Values = Pixels },
        new("ContrastLimitedAdaptiveHistogramEqualization", () => new ContrastLimitedAdaptiveHistogramEqualization(tileGridSize: [2, 3]), [7, 8, 2], [7, 8, 2], 0) { Values = Pixels },
        new("CutMix", () => new CutMix(), [5, 6, 2], [5, 6, 2], 0) { MoreInputs = [[4]] },
        new("MixUp", () => new MixUp(), [5, 6, 2], [5, 6, 2], 0) { MoreInputs = [[4]] },
        new("RandAugment", () => new RandAugment(factor: 0.3), [6, 5, 3], [6, 5, 3], 0) { Values = Pixels },
        new("AugMix", () => new AugMix(numChains: 2, chainDepth: 2), [6, 5, 3], [6, 5, 3], 0) { Values = Pixels },
        new("MaxNumBoundingBoxes", () => new MaxNumBoundingBoxes(3), [5, 4], [3, 4], 0) { MoreInputs = [[5]] },
        new("MaxNumBoundingBoxes, fewer", () => new MaxNumBoundingBoxes(7), [5, 4], [7, 4], 0) { MoreInputs = [[5]] },
        new("Pipeline", () => new Pipeline(new Rescaling(1 / 255.0), new RandomFlip(seed: 3), new Resizing(2, 3)), [3, 4, 3], [2, 3, 3], 0),
        new("Pipeline, weights", () => new Pipeline(new Dense(3), new ReLU(), new Dense(2)), [4], [2], 23),
        new("STFTSpectrogram", () => new STFTSpectrogram(frameLength: 8, frameStep: 4), [32, 2], [7, 10], 80),
        new("STFTSpectrogram, images", () => new STFTSpectrogram(new STFTSpectrogramConfig { Mode = SpectrogramMode.Magnitude, FrameLength = 6, FftLength = 10, Padding = Padding.Same, ExpandDims = true }), [20, 2], [7, 6, 2], 72),
        new("STFTSpectrogram, channels first", () => new STFTSpectrogram(new STFTSpectrogramConfig { Mode = SpectrogramMode.RealAndImaginary, FrameLength = 6, DataFormat = DataFormat.ChannelsFirst, ExpandDims = true }), [2, 20], [2, 5, 10], 60),
        new("MelSpectrogram", () => new MelSpectrogram(new MelSpectrogramConfig { FftLength = 16, SequenceStride = 8, NumMelBins = 4, MinFreq = 0 }), [40], [4, 6], 0),
    ];
}
