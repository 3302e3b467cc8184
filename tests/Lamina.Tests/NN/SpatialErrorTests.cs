using Lamina.NN;

namespace Lamina.Tests.NN;

/// <summary>What layers over sequences, images and volumes say of bad input.</summary>
public sealed class SpatialErrorTests
{
    private static readonly (string Name, Func<object> Do, string Message)[] Table =
    [
        ("Conv2D, filters", () => new Conv2D(0, 3), "Conv2D needs Filters greater than 0; it was given 0."),
        ("Conv2D, kernel", () => new Conv2D(2, [3, 0]),
            "Conv2D needs KernelSize to be one number or 2, greater than 0; it was given (3, 0)."),
        ("Conv2D, axes", () => new Conv2D(2, [3, 3, 3]),
            "Conv2D needs KernelSize to be one number or 2, greater than 0; it was given (3, 3, 3)."),
        ("Conv3D, strides", () => new Conv3D(2, 3, strides: [1, 2]),
            "Conv3D needs Strides to be one number or 3, greater than 0; it was given (1, 2)."),
        ("Conv1D, dilation rate", () => new Conv1D(new Conv1DConfig { Filters = 1, KernelSize = 2, DilationRate = -1 }),
            "Conv1D needs DilationRate to be one number or 1, greater than 0; it was given (-1)."),
        ("Conv2D, groups of filters", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 3, Groups = 2 }),
            "Conv2D needs Filters (3) that divide into its 2 Groups; change one of them."),
        ("Conv2D, no groups", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 3, Groups = 0 }),
            "Conv2D needs Groups greater than 0; it was given 0."),
        ("Conv2D, groups of channels", () => new Conv2D(new Conv2DConfig { Filters = 4, KernelSize = 3, Groups = 2 }).Apply(new Input(4, 4, 3)),
            "Conv2D needs channels (3) that divide into its 2 Groups; change one of them.\n  input: [None, 4, 4, 3]\n  in: conv2d (Conv2D)"),
        ("Conv2D, unknown channels", () => new Conv2D(4, 3).Apply(new Input(4, 4, Shape.Unknown)),
            "Conv2D needs the number of channels to be known: say it in the Input.\n  input: [None, 4, 4, None]"),
        ("Conv2D, other channels", () => Twice(new Conv2D(2, 1), [1, 4, 4, 3], [1, 4, 4, 2]),
            "conv2d was built for inputs of 3 channels; it was given 2.\n  input: [1, 4, 4, 2]\n  built for: [None, 4, 4, 3]"),
        ("Conv2D, small map", () => new Conv2D(2, 5).Apply(new Input(4, 8, 3)),
            "Conv2D needs a map at least as large as its window: along axis 1 of places the window covers 5, and the map has 4;"
            + " make the window smaller, or pad the map.\n  input: [None, 4, 8, 3]\n  window: [5, 5]"),
        ("Conv2D, small map, channels first", () => new Conv2D(new Conv2DConfig
            {
                Filters = 2, KernelSize = 3, DilationRate = [1, 3], DataFormat = DataFormat.ChannelsFirst,
            }).Apply(new Input(3, 8, 4)),
            "Conv2D needs a map at least as large as its window: along axis 2 of places the window covers 7, and the map has 4;"
            + " make the window smaller, or pad the map.\n  input: [None, 3, 8, 4]\n  window: [3, 3]"),
        ("Conv2D, rank", () => new Conv2D(2, 5).Apply(new Input(4, 8)),
            "Conv2D needs an input of 4 axes: batch, 2 of places, and channels; it was given one of 3. A Reshape in front can"
            + " change that.\n  input: [None, 4, 8]"),
        ("Conv2D, dilation", () => new Conv2D(new Conv2DConfig { Filters = 3, KernelSize = 3, Strides = 2, DilationRate = 2 }),
            "Conv2D takes Strides above 1 or a DilationRate above 1, not both; it was given (2, 2) and (2, 2). Set one of them to 1."),
        ("Conv2D, causal", () => new Conv2D(2, 3, padding: Padding.Causal),
            "Conv2D has the paddings valid and same; it was given causal, which only Conv1D has."),
        ("DepthwiseConv1D, causal", () => new DepthwiseConv1D(3, padding: Padding.Causal),
            "DepthwiseConv1D has the paddings valid and same; it was given causal, which only Conv1D has."),
        ("DepthwiseConv2D, multiplier", () => new DepthwiseConv2D(3, depthMultiplier: 0),
            "DepthwiseConv2D needs DepthMultiplier greater than 0; it was given 0."),
        ("DepthwiseConv2D, rank", () => Apply(new DepthwiseConv2D(3), [2, 5, 5]),
            "DepthwiseConv2D needs an input of 4 axes: batch, 2 of places, and channels; it was given one of 3. A Reshape in"
            + " front can change that.\n  input: [None, 5, 5]"),
        ("SeparableConv1D, filters", () => new SeparableConv1D(-1, 3), "SeparableConv1D needs Filters greater than 0; it was given -1."),
        ("SeparableConv1D, small map", () => new SeparableConv1D(2, 4).Apply(new Input(3, 1)),
            "SeparableConv1D needs a map at least as large as its window: along axis 1 of places the window covers 4, and the map"
            + " has 3; make the window smaller, or pad the map.\n  input: [None, 3, 1]\n  window: [4]"),
        ("Conv2DTranspose, output padding", () => new Conv2DTranspose(new Conv2DTransposeConfig { Filters = 1, KernelSize = 3, Strides = [2, 3], OutputPadding = 2 }),
            "Conv2DTranspose needs OutputPadding less than Strides along each axis; it was given (2, 2) and (2, 3)."),
        ("Conv1DTranspose, negative output padding", () => new Conv1DTranspose(new Conv1DTransposeConfig { Filters = 1, KernelSize = 3, OutputPadding = -1 }),
            "Conv1DTranspose needs OutputPadding to be one number or 1, at least 0; it was given (-1)."),
        ("Conv3DTranspose, axes of output padding", () => new Conv3DTranspose(new Conv3DTransposeConfig { Filters = 1, KernelSize = 3, Strides = 2, OutputPadding = [1, 1] }),
            "Conv3DTranspose needs OutputPadding to be one number or 3, at least 0; it was given (1, 1)."),
        ("Conv1DTranspose, no places", () => new Conv1DTranspose(new Conv1DTransposeConfig { Filters = 1, KernelSize = 4, OutputPadding = 0, Padding = Padding.Same }).Apply(new Input(1, 2)),
            "Conv1DTranspose would give no places along axis 1 of places, where the map has 1; use a larger map or OutputPadding."
            + "\n  input: [None, 1, 2]\n  window: [4]"),
        ("Conv2DTranspose, dilation", () => new Conv2DTranspose(new Conv2DTransposeConfig { Filters = 1, KernelSize = 3, Strides = [1, 2], DilationRate = [2, 1] }),
            "Conv2DTranspose takes Strides above 1 or a DilationRate above 1, not both; it was given (1, 2) and (2, 1). Set one of them to 1."),
        ("Conv2DTranspose, other channels", () => Twice(new Conv2DTranspose(2, 1), [1, 4, 4, 3], [1, 4, 4, 2]),
            "conv2d_transpose was built for inputs of 3 channels; it was given 2.\n  input: [1, 4, 4, 2]\n  built for: [None, 4, 4, 3]"),
        ("MaxPooling2D, small map", () => new MaxPooling2D(3).Apply(new Input(4, 2, 3)),
            "MaxPooling2D needs a map at least as large as its window: along axis 2 of places the window covers 3, and the map has"
            + " 2; make the window smaller, or pad the map.\n  input: [None, 4, 2, 3]\n  window: [3, 3]"),
        ("MaxPooling2D, strides", () => new MaxPooling2D(3, 0),
            "MaxPooling2D needs Strides to be one number or 2, greater than 0; it was given (0, 0)."),
        ("AveragePooling3D, size", () => new AveragePooling3D([2, 2]),
            "AveragePooling3D needs PoolSize to be one number or 3, greater than 0; it was given (2, 2)."),
        ("MaxPooling1D, causal", () => new MaxPooling1D(3, padding: Padding.Causal),
            "MaxPooling1D has the paddings valid and same; it was given causal, which only Conv1D has."),
        ("GlobalAveragePooling1D", () => new GlobalAveragePooling1D().Apply(new Input(4)),
            "GlobalAveragePooling1D needs an input of 3 axes: batch, 1 of places, and channels; it was given one of 2. A Reshape in"
            + " front can change that.\n  input: [None, 4]"),
        ("GlobalMaxPooling3D", () => new GlobalMaxPooling3D().Apply(new Input(4, 4, 3)),
            "GlobalMaxPooling3D needs an input of 5 axes: batch, 3 of places, and channels; it was given one of 4. A Reshape in"
            + " front can change that.\n  input: [None, 4, 4, 3]"),
        ("AdaptiveAveragePooling2D, size", () => new AdaptiveAveragePooling2D([2, 0]),
            "AdaptiveAveragePooling2D needs OutputSize to be one number or 2, greater than 0; it was given (2, 0)."),
        ("AdaptiveMaxPooling3D, axes", () => new AdaptiveMaxPooling3D([2, 3]),
            "AdaptiveMaxPooling3D needs OutputSize to be one number or 3, greater than 0; it was given (2, 3)."),
        ("AdaptiveMaxPooling1D, empty", () => Apply(new AdaptiveMaxPooling1D(2), [1, 0, 3]),
            "AdaptiveMaxPooling1D needs a map that is not empty.\n  input: [None, 0, 3]"),
        ("ZeroPadding1D, numbers", () => new ZeroPadding1D([1, 2, 3]),
            "ZeroPadding1D needs Padding to be one number or two, before and behind, at least 0; it was given (1, 2, 3)."),
        ("ZeroPadding2D, negative", () => new ZeroPadding2D(-1),
            "ZeroPadding2D needs Padding to have one entry or 2, each of one number or two, before and behind, at least 0; it was"
            + " given [(-1)]."),
        ("ZeroPadding3D, axes", () => new ZeroPadding3D([[1, 1], [2, 2]]),
            "ZeroPadding3D needs Padding to have one entry or 3, each of one number or two, before and behind, at least 0; it was"
            + " given [(1, 1), (2, 2)]."),
        ("ZeroPadding2D, rank", () => new ZeroPadding2D().Apply(new Input(4, 3)),
            "ZeroPadding2D needs an input of 4 axes: batch, 2 of places, and channels; it was given one of 3. A Reshape in front"
            + " can change that.\n  input: [None, 4, 3]"),
        ("Cropping1D, numbers", () => new Cropping1D([1, -2]),
            "Cropping1D needs Cropping to be one number or two, before and behind, at least 0; it was given (1, -2)."),
        ("Cropping2D, too much", () => new Cropping2D([[0, 0], [3, 2]]).Apply(new Input(4, 5, 3)),
            "Cropping2D needs a map larger than what it crops: along axis 2 of places it crops 3 + 2, and the map has 5; crop less."
            + "\n  input: [None, 4, 5, 3]"),
        ("UpSampling1D, size", () => new UpSampling1D(0),
            "UpSampling1D needs Size to be one number or 1, greater than 0; it was given (0)."),
        ("UpSampling2D, size", () => new UpSampling2D([1, 2, 3]),
            "UpSampling2D needs Size to be one number or 2, greater than 0; it was given (1, 2, 3)."),
        ("UpSampling3D, rank", () => new UpSampling3D().Apply(new Input(4, 3)),
            "UpSampling3D needs an input of 5 axes: batch, 3 of places, and channels; it was given one of 3. A Reshape in front"
            + " can change that.\n  input: [None, 4, 3]"),
        ("ConvLSTM2D, filters", () => new ConvLSTM2D(0, 3), "ConvLSTM2D needs Filters greater than 0; it was given 0."),
        ("ConvLSTM3D, kernel", () => new ConvLSTM3D(1, [2, 2]),
            "ConvLSTM3D needs KernelSize to be one number or 3, greater than 0; it was given (2, 2)."),
        ("ConvLSTM2D, rank", () => new ConvLSTM2D(2, 3).Apply(new Input(5, 8, 8)),
            "ConvLSTM2D needs an input of 5 axes: batch, steps (at least one), and what a step holds.\n  input: [None, 5, 8, 8]"),
        ("ConvLSTM1D, unknown places", () => new ConvLSTM1D(2, 3).Apply(new Input(5, Shape.Unknown, 3)),
            "ConvLSTM1D needs the lengths of all axes of places, and the number of channels, to be known: say them in the Input."
            + "\n  input of a step: [None, None, 3]"),
        ("ConvLSTM1D, small map", () => new ConvLSTM1D(2, 3).Apply(new Input(5, 2, 3)),
            "ConvLSTM1D needs a map at least as large as its window: along axis 1 of places the window covers 3, and the map has 2;"
            + " make the window smaller, or pad the map.\n  input: [None, 2, 3]\n  window: [3]"),
        ("ConvLSTM1D, dilation", () => new ConvLSTM1D(new ConvLSTM1DConfig { Filters = 1, KernelSize = 3, Strides = 2, DilationRate = 2 }),
            "ConvLSTM1D takes Strides above 1 or a DilationRate above 1, not both; it was given (2) and (2). Set one of them to 1."),
    ];

    public static TheoryData<string> Names => [.. Table.Select(c => c.Name)];

    [Theory, MemberData(nameof(Names))]
    public void Error_says_the_rule_and_the_numbers(string name)
    {
        var (_, act, message) = Table.Single(c => c.Name == name);
        var error = Record.Exception(() => act());
        Assert.True(error is ArgumentException or ShapeMismatchException, error?.ToString() ?? "nothing was refused.");
        Assert.Equal(message, error!.Message[..Math.Min(message.Length, error.Message.Length)]);
    }

    private static IReadOnlyList<Tensor> Apply(Layer layer, Shape input) =>
        layer.Apply([Tensor.Zeros(input)], new CallContext(training: false));

    private static IReadOnlyList<Tensor> Twice(Layer layer, Shape first, Shape second)
    {
        Apply(layer, first);
        return Apply(layer, second);
    }
}
