using Lamina.NN;

namespace Lamina.Tests.NN.Images;

public sealed class ImageErrorTests
{
    private const string Rank =
        " needs images of 4 axes, [batch, height, width, channels], or one image of 3; it was given 2."
        + "\n  hint: images without channels get an axis for them by Reshape or ExpandDims(-1).\n  images: [None, 5]";

    private const string Bounds = "\n  hint: two numbers are the bounds between which one is drawn; [x, x] gives always x.";

    private static readonly (string Name, Func<object> Do, string Message)[] Table =
    [
        ("Resizing, rank", () => new Resizing(2, 2).Apply(new Input(5)), "Resizing" + Rank),
        ("RandomFlip, rank", () => new RandomFlip().Apply(new Input(5)), "RandomFlip" + Rank),
        ("Image.Resize, rank", () => Image.Resize(Tensor.Zeros([2, 3]), 2, 2),
            "Resize needs images of 4 axes, [batch, height, width, channels], or one image of 3; it was given 2."),
        ("Resizing, height", () => new Resizing(0, 2), "Height needs a number greater than 0; it was given 0."),
        ("Resizing, both", () => new Resizing(2, 2, cropToAspectRatio: true, padToAspectRatio: true),
            "Resizing can crop or pad to the new proportions, not both."),
        ("Resizing, fill", () => new Resizing(new ResizingConfig { Height = 2, Width = 2, FillMode = FillMode.Wrap }),
            "Resizing pads with a constant only; the fill mode was Wrap."),
        ("CenterCrop, width", () => new CenterCrop(2, -1), "Width needs a number greater than 0; it was given -1."),
        ("RandomCrop, width", () => new RandomCrop(2, 0), "Width needs a number greater than 0; it was given 0."),
        ("RandomRotation, factor", () => new RandomRotation(1.5),
            "RandomRotation needs a Factor of one number or two from -1 to 1; it was given [1.5]." + Bounds),
        ("RandomRotation, three", () => new RandomRotation([0, 0.5, 1]),
            "RandomRotation needs a Factor of one number or two from -1 to 1; it was given [0, 0.5, 1]." + Bounds),
        ("RandomRotation, fill", () => new RandomRotation(0.1, FillMode.Mirror),
            "RandomRotation has the fill modes Constant, Nearest, Reflect and Wrap; it was given Mirror."),
        ("RandomRotation, interpolation", () => new RandomRotation(0.1, interpolation: Interpolation.Bicubic),
            "RandomRotation has the interpolations Nearest and Bilinear; it was given Bicubic."),
        ("RandomZoom, width", () => new RandomZoom(0.1, [0.1, 2]),
            "RandomZoom needs a WidthFactor of one number or two from -1 to 1; it was given [0.1, 2]." + Bounds),
        ("RandomTranslation, NaN", () => new RandomTranslation(double.NaN, 0.0),
            "RandomTranslation needs a HeightFactor of one number or two from -1 to 1; it was given [NaN]." + Bounds),
        ("RandomShear, x", () => new RandomShear(-0.1),
            "RandomShear needs a XFactor of one number or two from 0 to 1; it was given [-0.1]." + Bounds),
        ("RandomContrast, factor", () => new RandomContrast([-0.1, 0.2]),
            "RandomContrast needs a Factor of one number or two from 0 to 1; it was given [-0.1, 0.2]." + Bounds),
        ("RandomPosterization, bits", () => new RandomPosterization(9.0),
            "RandomPosterization needs a Factor of one number or two from 1 to 8; it was given [9]." + Bounds),
        ("RandomBrightness, range", () => new RandomBrightness(0.1, [1, 1]),
            "RandomBrightness needs a ValueRange of two numbers, the lowest and the highest value of a pixel; it was given [1, 1]."),
        ("RandomHue, channels", () => new RandomHue(0.1).Apply(Tensor.Zeros([1, 2, 2, 1]), training: true),
            "RandomHue needs images of 3 channels (red, green, blue); it was given 1.\n  images: [None, 2, 2, 1]\n  in: random_hue (RandomHue)"),
        ("RandomSaturation, channels", () => new RandomSaturation(0.1).Apply(Tensor.Zeros([1, 2, 2, 4]), training: true),
            "RandomSaturation needs images of 3 channels (red, green, blue); it was given 4."),
        ("RandomGrayscale, channels", () => new RandomGrayscale().Apply(Tensor.Zeros([1, 2, 2, 2]), training: true),
            "RandomGrayscale needs images of 3 channels (red, green, blue) or 1 (gray); it was given 2."),
        ("AugMix, channels first", () => new AugMix(new AugMixConfig { DataFormat = DataFormat.ChannelsFirst }).Apply(new Input(2, 4, 4)),
            "AugMix needs images of 3 channels (red, green, blue) or 1 (gray); it was given 2.\n  images: [None, 2, 4, 4]"),
        ("RandomGrayscale, factor", () => new RandomGrayscale(1.5), "Factor needs a number from 0 to 1; it was given 1.5."),
        ("RandomGaussianBlur, size", () => new RandomGaussianBlur(kernelSize: [3, 4]),
            "RandomGaussianBlur needs odd numbers as KernelSize, so that a pixel is in the middle; it was given (3, 4)."),
        ("RandomPerspective, scale", () => new RandomPerspective(scale: 2), "Scale needs a number from 0 to 1; it was given 2."),
        ("RandomErasing, fill", () => new RandomErasing(fillValue: [1, 2]),
            "RandomErasing needs a FillValue of one number or three; it was given [1, 2]."),
        ("RandomErasing, channels", () => new RandomErasing(fillValue: [1, 2, 3]).Apply(Tensor.Zeros([1, 2, 2, 1]), training: true),
            "RandomErasing with three numbers as FillValue needs images of 3 channels (red, green, blue); it was given 1."),
        ("Equalization, bins", () => new Equalization(bins: 1), "Bins needs a number of at least 2; it was given 1."),
        ("MixUp, alpha", () => new MixUp(0), "Alpha needs a number greater than 0; it was given 0."),
        ("MixUp, labels", () => new MixUp().Apply([Tensor.Zeros([2, 3, 3, 1]), Tensor.Zeros([2])], new CallContext(true)),
            "MixUp needs labels [batch, classes], the share of each class."
            + "\n  hint: OneHot makes them of the numbers of classes.\n  labels: [None]"),
        ("CutMix, image", () => new CutMix().Apply(Tensor.Zeros([3, 3, 1]), training: true),
            "CutMix needs a batch of images [batch, height, width, channels], since it mixes images of a batch."),
        ("CutMix, inputs", () => new CutMix().Apply([Tensor.Zeros([1]), Tensor.Zeros([1]), Tensor.Zeros([1])], new CallContext(true)),
            "CutMix takes images, or images and labels; it was given 3 inputs."),
        ("RandAugment, ops", () => new RandAugment(numOps: 0), "NumOps needs a number greater than 0; it was given 0."),
        ("MaxNumBoundingBoxes", () => new MaxNumBoundingBoxes(2).Apply([Tensor.Zeros([1, 2, 3]), Tensor.Zeros([1, 2])], new CallContext(true)),
            "MaxNumBoundingBoxes needs boxes [batch, n, 4] and labels [batch, n]."),
        ("CropImages", () => Image.CropImages(Tensor.Zeros([3, 3, 1]), 1, 1),
            "CropImages needs two of top, bottom and height; it was given 1, none, none."),
        ("CropImages, too much", () => Image.CropImages(Tensor.Zeros([3, 3, 1]), 2, 0, targetHeight: 2, targetWidth: 2),
            "CropImages was given 2, none, 2 as top, bottom and height; an image of 3 has not that many."),
        ("PadImages", () => Image.PadImages(Tensor.Zeros([3, 3, 1]), 0, 0, targetHeight: 2, targetWidth: 3),
            "PadImages was given 0, none, 2 as top, bottom and height; that leaves no room for an image of 3."),
        ("RgbToHsv, integers", () => Image.RgbToHsv(Tensor.Zeros([3, 3, 3], DType.Int32)),
            "RgbToHsv needs floating-point images; it was given int32.\n  hint: Cast(DType.Float32) / 255 brings bytes to 0..1."),
        ("AffineTransform", () => Image.AffineTransform(Tensor.Zeros([2, 3, 3, 1]), Tensor.Zeros([3, 8])),
            "AffineTransform needs transforms of 8 numbers, one or one for each image.\n  images: [2, 3, 3, 1]\n  transform: [3, 8]"),
        ("MapCoordinates, order", () => Image.MapCoordinates(Tensor.Zeros([2]), Tensor.Zeros([1, 2]), 2),
            "MapCoordinates has the orders 0 and 1; it was given 2."),
        ("MapCoordinates, axes", () => Image.MapCoordinates(Tensor.Zeros([2, 2]), Tensor.Zeros([1, 2]), 1),
            "MapCoordinates needs coordinates [2, ..], one for each axis of the inputs."),
        ("STFTSpectrogram, step", () => new STFTSpectrogram(frameLength: 8, frameStep: 9),
            "STFTSpectrogram needs a FrameStep of at most FrameLength (8); it was given 9."),
        ("STFTSpectrogram, turn", () => new STFTSpectrogram(frameLength: 8, fftLength: 4),
            "STFTSpectrogram needs an FftLength of at least FrameLength (8); it was given 4."),
        ("STFTSpectrogram, rank", () => new STFTSpectrogram().Apply(new Input(300)),
            "STFTSpectrogram needs signals of 3 axes: batch, samples and channels.\n  input: [None, 300]"),
        ("STFTSpectrogram, samples", () => new STFTSpectrogram().Apply(new Input(100, 1)),
            "STFTSpectrogram needs signals of at least 256 samples, the length of a frame; it was given 100."
            + "\n  hint: shorten the frames, pad the signals, or give the input its true length."),
        ("STFTSpectrogram, window", () => new STFTSpectrogram(new STFTSpectrogramConfig { Window = "han" }), "unknown window 'han'; did you mean 'hann'?"),
        ("MelSpectrogram, length", () => new MelSpectrogram(fftLength: 16, sequenceLength: 32),
            "MelSpectrogram needs an FftLength of at least SequenceLength (32); it was given 16."),
        ("MelSpectrogram, bands", () => new MelSpectrogram(new MelSpectrogramConfig { MinFreq = 9000 }),
            "MelSpectrogram needs a MinFreq below MaxFreq; it was given 9000 and 8000."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Error_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(c => c.Name == name);
        var error = Record.Exception(() => act());
        Assert.True(error is ArgumentException or ShapeMismatchException or DTypeMismatchException, error?.ToString() ?? "nothing was refused.");
        Assert.StartsWith(message, error!.Message, StringComparison.Ordinal);
    }
}
