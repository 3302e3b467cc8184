using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all convolutions are made of.</summary>
public abstract record ConvolutionConfig : ConvolutionalConfig
{
    /// <summary>The number of outputs at each place.</summary>
    public required int Filters { get; init; }

    /// <summary>Into how many groups channels and filters are divided, each convolved for itself.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }
}

/// <summary>A layer that looks at each place of a map through a window: <c>y = φ(window·W + b)</c>.</summary>
/// <remarks>Shapes: x [batch, places.., channels], W [window.., channels/groups, filters], b [filters] → y
/// [batch, windows.., filters].</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Convolution<TConfig> : Convolutional<TConfig>
    where TConfig : ConvolutionConfig
{
    private Variable? _kernel;

    private protected Convolution(TConfig config, int places)
        : base(config, places)
    {
        Places.CheckPositive(KerasName, nameof(config.Filters), config.Filters);
        Places.CheckPositive(KerasName, nameof(config.Groups), config.Groups);
        if (config.Filters % config.Groups != 0)
        {
            throw new ArgumentException(
                $"{KerasName} needs Filters ({config.Filters}) that divide into its {config.Groups} Groups; change one of them.",
                nameof(config));
        }
    }

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    private protected override int OutputsOf(int channels) => Config.Filters;

    private protected override void BuildKernels(int channels)
    {
        if (channels % Config.Groups != 0)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs channels ({channels}) that divide into its {Config.Groups} Groups; change one of them.",
                ("input", BuildShapes[0]));
        }

        _kernel = AddWeight(
            "kernel", [.. Config.KernelSize, channels / Config.Groups, Config.Filters], Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
    }

    private protected override Tensor Convolve(Tensor x) => x.Convolve(_kernel!, KernelWindows.Over(x.Shape), Config.Groups);
}
