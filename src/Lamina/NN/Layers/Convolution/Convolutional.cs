using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What all layers are made of that multiply windows by kernels.</summary>
public abstract record ConvolutionalConfig : LayerConfig
{
    /// <summary>The size of the window along each axis of places; one number is for all of them.</summary>
    public required Axes KernelSize { get; init; }

    /// <summary>The places from one window to the next; above 1 only without dilation.</summary>
    public Axes Strides { get; init; } = 1;

    /// <summary>What is put around the map.</summary>
    public Padding Padding { get; init; }

    /// <summary>Where the channels stand.</summary>
    public DataFormat DataFormat { get; init; }

    /// <summary>The places from one element of a window to the next.</summary>
    public Axes DilationRate { get; init; } = 1;

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>Whether a bias is added.</summary>
    public bool UseBias { get; init; } = true;

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the bias, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>What the bias must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }

    /// <summary>A penalty on the output, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }
}

/// <summary>A layer that multiplies the windows of a map by kernels, and adds a bias: <c>y = φ(x∗W + b)</c>.</summary>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Convolutional<TConfig> : Layer<TConfig>
    where TConfig : ConvolutionalConfig
{
    private int _channels;
    private Variable? _bias;

    private protected Convolutional(TConfig config, int places)
        : base(Spread(config, places))
    {
        PlaceCount = places;
        Check();
        KernelWindows = new LayerWindows(Config.KernelSize, Config.Strides, Config.DilationRate, Config.Padding);
    }

    /// <summary>The bias b; null before the layer is built, or without one.</summary>
    public Variable? Bias => _bias;

    /// <inheritdoc/>
    internal override int TraceLength => Math.Max(base.TraceLength, KernelWindows.TraceLength);

    private protected int PlaceCount { get; }

    private protected LayerWindows KernelWindows { get; }

    /// <summary>Whether the layer can pad before a sequence only.</summary>
    private protected virtual bool PadsCausally => false;

    /// <summary>The number of outputs at each place.</summary>
    private protected abstract int OutputsOf(int channels);

    /// <summary>Makes the kernels for maps of some channels.</summary>
    private protected abstract void BuildKernels(int channels);

    /// <summary>What the kernels make of a map [batch, places.., channels].</summary>
    private protected abstract Tensor Convolve(Tensor x);

    /// <summary>Makes sure that an input has the right axes, and that the output has places.</summary>
    private protected virtual void CheckMap(Shape input) => KernelWindows.Check(KerasName, input, Config.DataFormat);

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        CheckMap(input);
        _channels = Config.DataFormat.ToChannelsLast(input)[^1];
        if (_channels == Shape.Unknown)
        {
            throw Mismatch.Shapes(
                $"{KerasName} needs the number of channels to be known: say it in the Input.", ("input", input));
        }

        BuildKernels(_channels);
        _bias = Config.UseBias
            ? AddWeight(
                "bias", [OutputsOf(_channels)], Config.BiasInitializer,
                regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        CheckMap(x.Shape);
        var map = Config.DataFormat.ToChannelsLast(x);
        if (map.Shape[^1] != _channels)
        {
            throw Mismatch.Shapes(
                $"{Name} was built for inputs of {_channels} channels; it was given {map.Shape[^1]}.",
                ("input", x.Shape),
                ("built for", BuildShapes[0]));
        }

        var y = Convolve(map);
        y = Config.Activation.Apply(Config.DataFormat.FromChannelsLast(_bias is null ? y : y + _bias));
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }

    private static TConfig Spread(TConfig config, int places) => config with
    {
        KernelSize = Places.Spread(config.KernelSize, places),
        Strides = Places.Spread(config.Strides, places),
        DilationRate = Places.Spread(config.DilationRate, places),
    };

    private void Check()
    {
        Places.CheckSizes(KerasName, nameof(Config.KernelSize), Config.KernelSize, PlaceCount);
        Places.CheckSizes(KerasName, nameof(Config.Strides), Config.Strides, PlaceCount);
        Places.CheckSizes(KerasName, nameof(Config.DilationRate), Config.DilationRate, PlaceCount);
        Places.CheckSteps(KerasName, Config.Strides, Config.DilationRate);
        if (!PadsCausally)
        {
            Places.RefuseCausal(KerasName, Config.Padding);
        }
    }
}
