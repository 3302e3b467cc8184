using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all convolutions are made of.</summary>
public abstract record ConvolutionConfig : LayerConfig
{
    /// <summary>The number of outputs at each place.</summary>
    public required int Filters { get; init; }

    /// <summary>The size of the window along each axis of places; one number is for all of them.</summary>
    public required Axes KernelSize { get; init; }

    /// <summary>The places from one window to the next.</summary>
    public Axes Strides { get; init; } = 1;

    /// <summary>What is put around the map.</summary>
    public Padding Padding { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>The places from one element of a window to the next.</summary>
    public Axes DilationRate { get; init; } = 1;

    /// <summary>Into how many groups channels and filters are divided, each convolved for itself.</summary>
    public int Groups { get; init; } = 1;

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the bias, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>A penalty on the output, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }
}

/// <summary>A layer that looks at each place of a map through a window: <c>y = φ(window·W + b)</c>.</summary>
/// <remarks>
/// <para>Shapes: x [batch, places.., channels], W [window.., channels/groups, filters], b [filters] → y
/// [batch, windows.., filters].</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Convolution<TConfig> : Layer<TConfig>
    where TConfig : ConvolutionConfig
{
    private readonly LayerWindows _windows;
    private Variable? _kernel;
    private Variable? _bias;

    private protected Convolution(TConfig config, int places)
        : base(Spread(config, places))
    {
        Check(Config, KerasName, places);
        _windows = new LayerWindows(Config.KernelSize, Config.Strides, Config.DilationRate, Config.Padding);
    }

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    /// <summary>The bias b; null before the layer is built, or without one.</summary>
    public Variable? Bias => _bias;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        input = Config.DataFormat.ToChannelsLast(input);
        _windows.Check(KerasName, input);
        var channels = input[^1];
        if (channels == Shape.Unknown || channels % Config.Groups != 0)
        {
            throw Mismatch.Shapes(
                channels == Shape.Unknown
                    ? $"{KerasName} needs the number of channels to be known."
                    : $"{KerasName} needs channels ({channels}) that divide into its {Config.Groups} groups.",
                ("input", input));
        }

        _kernel = AddWeight(
            "kernel", [.. Config.KernelSize, channels / Config.Groups, Config.Filters], Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
        _bias = Config.UseBias
            ? AddWeight(
                "bias", [Config.Filters], Config.BiasInitializer,
                regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        x = Config.DataFormat.ToChannelsLast(x);
        _windows.Check(KerasName, x.Shape);
        var channels = _kernel!.Shape[^2] * Config.Groups;
        if (x.Shape[^1] != channels)
        {
            throw Mismatch.Shapes(
                $"{Name} was built for inputs of {channels} channels; it was given {x.Shape[^1]}.",
                ("input", x.Shape),
                ("kernel", _kernel.Shape));
        }

        var y = x.Convolve(_kernel, _windows.Over(x.Shape), Config.Groups);
        y = Config.Activation.Apply(Config.DataFormat.FromChannelsLast(_bias is null ? y : y + _bias));
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }

    private static TConfig Spread(TConfig config, int places) => config with
    {
        KernelSize = Guard.PerAxis(config.KernelSize, places, nameof(config.KernelSize)),
        Strides = Guard.PerAxis(config.Strides, places, nameof(config.Strides)),
        DilationRate = Guard.PerAxis(config.DilationRate, places, nameof(config.DilationRate)),
    };

    private static void Check(ConvolutionConfig config, string layer, int places)
    {
        Guard.Positive(config.Filters, nameof(config.Filters));
        Guard.Positive(config.Groups, nameof(config.Groups));
        if (config.Filters % config.Groups != 0)
        {
            throw new ArgumentException(
                $"{layer} needs filters ({config.Filters}) that divide into its {config.Groups} groups.", nameof(config));
        }

        if (config.Strides.Any(stride => stride > 1) && config.DilationRate.Any(rate => rate > 1))
        {
            throw new ArgumentException(
                $"{layer} takes strides above 1 or dilation rates above 1, not both; it was given {config.Strides} and"
                + $" {config.DilationRate}.",
                nameof(config));
        }

        if (config.Padding == Padding.Causal && (places != 1 || config.DataFormat != DataFormat.ChannelsLast))
        {
            throw new ArgumentException($"{layer} cannot pad causally: only sequences with channels last can.", nameof(config));
        }
    }
}
