namespace Lamina.NN;

/// <summary>What all depthwise convolutions are made of.</summary>
public abstract record DepthwiseConvolutionConfig : ConvolutionalConfig
{
    /// <summary>The number of outputs of each channel.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>How the kernel begins.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? DepthwiseConstraint { get; init; }
}

/// <summary>A layer that convolves each channel of a map for itself.</summary>
/// <remarks>Shapes: x [batch, places.., channels], W [window.., channels, multiplier], b [channels·multiplier] → y
/// [batch, windows.., channels·multiplier].</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class DepthwiseConvolution<TConfig> : Convolutional<TConfig>
    where TConfig : DepthwiseConvolutionConfig
{
    private Variable? _kernel;

    private protected DepthwiseConvolution(TConfig config, int places)
        : base(config, places) => Places.CheckPositive(KerasName, nameof(config.DepthMultiplier), config.DepthMultiplier);

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    private protected override int OutputsOf(int channels) => channels * Config.DepthMultiplier;

    private protected override void BuildKernels(int channels) => _kernel = AddWeight(
        "kernel", [.. Config.KernelSize, channels, Config.DepthMultiplier], Config.DepthwiseInitializer,
        regularizer: Config.DepthwiseRegularizer, constraint: Config.DepthwiseConstraint);

    private protected override Tensor Convolve(Tensor x) => KernelWindows.ConvolveDepthwise(x, _kernel!);
}
