using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all transposed convolutions are made of.</summary>
public abstract record TransposedConvolutionConfig : ConvolutionalConfig
{
    /// <summary>The number of outputs at each place.</summary>
    public required int Filters { get; init; }

    /// <summary>The places by which the output is longer than the least length from which the input could come; less
    /// than the strides. When null, the output is as long as the strides say.</summary>
    public Axes? OutputPadding { get; init; }

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }
}

/// <summary>A layer that spreads each place of a map over a window, and adds what overlaps: the gradient of a
/// convolution, used as a layer that enlarges maps.</summary>
/// <remarks>
/// <para>Shapes: x [batch, places.., channels], W [window.., filters, channels], b [filters] → y [batch, larger
/// places.., filters].</para>
/// <para>Lengths: with a window that covers k places, stride s and output padding p, n places become <c>(n − 1)·s + k +
/// p</c> with padding valid, where p is <c>max(s − k, 0)</c> by default, and <c>(n − 1)·s + k mod 2 + p</c> with
/// padding same, or n·s by default.</para>
/// <para>Source: V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep learning", 2016,
/// https://arxiv.org/abs/1603.07285.</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class TransposedConvolution<TConfig> : Convolutional<TConfig>
    where TConfig : TransposedConvolutionConfig
{
    private Variable? _kernel;

    private protected TransposedConvolution(TConfig config, int places)
        : base(Spread(config, places), places)
    {
        Places.CheckPositive(KerasName, nameof(config.Filters), config.Filters);
        if (Config.OutputPadding is { } padding)
        {
            CheckOutputPadding(padding);
        }
    }

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    private protected override int OutputsOf(int channels) => Config.Filters;

    private protected override void CheckMap(Shape input)
    {
        Places.CheckRank(KerasName, PlaceCount, input);
        for (var i = 0; i < PlaceCount; i++)
        {
            var length = input[Places.First(Config.DataFormat) + i];
            if (length != Shape.Unknown && (length < 1 || Enlarging.Enlarged(i, length) < 1))
            {
                throw Mismatch.Shapes(
                    $"{KerasName} would give no places along axis {i + 1} of places, where the map has {length}; use a larger"
                    + " map or OutputPadding.",
                    ("input", input),
                    ("window", [.. Config.KernelSize]));
            }
        }
    }

    private protected override void BuildKernels(int channels) => _kernel = AddWeight(
        "kernel", [.. Config.KernelSize, Config.Filters, channels], Config.KernelInitializer,
        regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);

    private protected override Tensor Convolve(Tensor x) => Enlarging.Convolve(x, _kernel!);

    private EnlargingWindows Enlarging => new(KernelWindows, Config.OutputPadding);

    private static TConfig Spread(TConfig config, int places) => config with
    {
        OutputPadding = config.OutputPadding is { } padding ? Places.Spread(padding, places) : null,
    };

    private void CheckOutputPadding(Axes padding)
    {
        if (padding.Count != PlaceCount || padding.Any(number => number < 0))
        {
            throw new ArgumentException(
                $"{KerasName} needs OutputPadding to be one number or {PlaceCount}, at least 0; it was given {padding}.");
        }

        if (padding.Zip(Config.Strides).Any(pair => pair.First >= pair.Second))
        {
            throw new ArgumentException(
                $"{KerasName} needs OutputPadding less than Strides along each axis; it was given {padding} and {Config.Strides}.");
        }
    }
}
