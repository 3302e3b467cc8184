namespace Lamina.NN;

/// <summary>What all separable convolutions are made of.</summary>
public abstract record SeparableConvolutionConfig : ConvolutionalConfig
{
    /// <summary>The number of outputs at each place.</summary>
    public required int Filters { get; init; }

    /// <summary>The number of outputs of each channel between the two steps.</summary>
    public int DepthMultiplier { get; init; } = 1;

    /// <summary>How the kernel of the first step begins.</summary>
    public Initializer DepthwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the kernel of the second step begins.</summary>
    public Initializer PointwiseInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>A penalty on the kernel of the first step, added to the loss.</summary>
    public Regularizer? DepthwiseRegularizer { get; init; }

    /// <summary>A penalty on the kernel of the second step, added to the loss.</summary>
    public Regularizer? PointwiseRegularizer { get; init; }

    /// <summary>What the kernel of the first step must be like after each step of a training.</summary>
    public Constraint? DepthwiseConstraint { get; init; }

    /// <summary>What the kernel of the second step must be like after each step of a training.</summary>
    public Constraint? PointwiseConstraint { get; init; }
}

/// <summary>A layer that convolves each channel for itself, and then mixes the channels at each place.</summary>
/// <remarks>
/// <para>Formula: <c>y = φ((x∗D)·P + b)</c>.</para>
/// <para>Shapes: x [batch, places.., channels], D [window.., channels, multiplier], P [1.., channels·multiplier,
/// filters], b [filters] → y [batch, windows.., filters].</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class SeparableConvolution<TConfig> : Convolutional<TConfig>
    where TConfig : SeparableConvolutionConfig
{
    private Variable? _depthwise;
    private Variable? _pointwise;

    private protected SeparableConvolution(TConfig config, int places)
        : base(config, places)
    {
        Places.CheckPositive(KerasName, nameof(config.Filters), config.Filters);
        Places.CheckPositive(KerasName, nameof(config.DepthMultiplier), config.DepthMultiplier);
    }

    /// <summary>The weights D; null before the layer is built.</summary>
    public Variable? DepthwiseKernel => _depthwise;

    /// <summary>The weights P; null before the layer is built.</summary>
    public Variable? PointwiseKernel => _pointwise;

    private protected override int OutputsOf(int channels) => Config.Filters;

    private protected override void BuildKernels(int channels)
    {
        _depthwise = AddWeight(
            "depthwise_kernel", [.. Config.KernelSize, channels, Config.DepthMultiplier], Config.DepthwiseInitializer,
            regularizer: Config.DepthwiseRegularizer, constraint: Config.DepthwiseConstraint);
        Shape pointwise = [.. Enumerable.Repeat(1, PlaceCount), channels * Config.DepthMultiplier, Config.Filters];
        _pointwise = AddWeight(
            "pointwise_kernel", pointwise, Config.PointwiseInitializer,
            regularizer: Config.PointwiseRegularizer, constraint: Config.PointwiseConstraint);
    }

    private protected override Tensor Convolve(Tensor x) =>
        KernelWindows.ConvolveDepthwise(x, _depthwise!).MatMul(_pointwise!.Value.Reshape(_pointwise.Shape[PlaceCount..]));
}
