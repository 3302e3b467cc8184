using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A step of a <see cref="ConvLSTM{TConfig}"/>.</summary>
internal sealed class ConvLSTMCell : RecurrentCell<PartConfig>
{
    private const int Gates = 4;

    private readonly string _layer;
    private readonly int _places;
    private readonly LayerWindows _ofInputs;
    private readonly LayerWindows _ofStates;
    private Variable? _kernel;
    private Variable? _recurrentKernel;
    private Variable? _bias;

    public ConvLSTMCell(ConvLSTMConfig options, int places)
        : base(new PartConfig { Trainable = options.Trainable, Precision = options.Precision })
    {
        (Options, _places, _layer) = (options, places, $"ConvLSTM{places}D");
        Check();
        Axes ones = [.. Enumerable.Repeat(1, places)];
        _ofInputs = new LayerWindows(options.KernelSize, options.Strides, options.DilationRate, options.Padding);
        _ofStates = new LayerWindows(options.KernelSize, ones, ones, Padding.Same);
        if (options.Seed is { } seed)
        {
            Key = (ulong)seed;
        }
    }

    /// <summary>What the layer around it is made of.</summary>
    public ConvLSTMConfig Options { get; }

    internal override int? InputRank => _places + 2;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape input)
    {
        var map = Options.DataFormat.ToChannelsLast(input);
        var windows = _ofInputs.Over(map).Counts(map[1..^1]);
        Shape state = Options.DataFormat == DataFormat.ChannelsFirst
            ? [Options.Filters, .. windows]
            : [.. windows, Options.Filters];
        return [state, state];
    }

    /// <summary>Goes through a sequence: the inputs of all steps are convolved at once, and what is dropped is drawn
    /// once.</summary>
    internal override SequenceResult Run(SequencePass sequence)
    {
        var (ofInputs, ofStates) = Kept(sequence.Inputs.Shape[1..], sequence.Context);
        return sequence.Loop(Project(sequence.Inputs, ofInputs), (x, states) => Advance(x, states, ofStates));
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        _ofInputs.Check(_layer, input, Options.DataFormat);
        var map = Options.DataFormat.ToChannelsLast(input);
        if (map[1..].Contains(Shape.Unknown))
        {
            throw Mismatch.Shapes(
                $"{_layer} needs the lengths of all axes of places, and the number of channels, to be known: say them in the"
                + " Input.",
                ("input of a step", input));
        }

        _kernel = AddWeight(
            "kernel", [.. Options.KernelSize, map[^1], Gates * Options.Filters], Options.KernelInitializer,
            regularizer: Options.KernelRegularizer, constraint: Options.KernelConstraint);
        _recurrentKernel = AddWeight(
            "recurrent_kernel", [.. Options.KernelSize, Options.Filters, Gates * Options.Filters], Options.RecurrentInitializer,
            regularizer: Options.RecurrentRegularizer, constraint: Options.RecurrentConstraint);
        var ofBias = Options.UnitForgetBias
            ? new LSTMCell.OpenForgetGate(Options.BiasInitializer, Options.Filters)
            : Options.BiasInitializer;
        _bias = Options.UseBias
            ? AddWeight(
                "bias", [Gates * Options.Filters], ofBias,
                regularizer: Options.BiasRegularizer, constraint: Options.BiasConstraint)
            : null;
    }

    /// <inheritdoc/>
    protected override (Tensor Output, IReadOnlyList<Tensor> States) Step(
        Tensor x, IReadOnlyList<Tensor> states, CallContext context)
    {
        var (ofInputs, ofStates) = Kept(x.Shape, context);
        return Advance(Project(x, ofInputs), states, ofStates);
    }

    // What the inputs of one step or of all give, channels last: [.., windows.., 4·filters].
    private Tensor Project(Tensor x, Tensor[] kept)
    {
        var y = Convolve(x, kept, _kernel!, _ofInputs);
        return _bias is null ? y : y + _bias;
    }

    private (Tensor Output, IReadOnlyList<Tensor> States) Advance(Tensor projected, IReadOnlyList<Tensor> states, Tensor[] kept)
    {
        var z = projected + Convolve(states[0], kept, _recurrentKernel!, _ofStates);
        var format = Options.DataFormat;
        var c = Open(z, 1) * format.ToChannelsLast(states[1]) + Open(z, 0) * Options.Activation.Apply(Gate(z, 2));
        var h = format.FromChannelsLast(Open(z, 3) * Options.Activation.Apply(c));
        return (h, [h, format.FromChannelsLast(c)]);
    }

    private Tensor Open(Tensor z, int gate) => Options.RecurrentActivation.Apply(Gate(z, gate));

    private Tensor Gate(Tensor x, int gate) => x.Slice(-1, gate * Options.Filters, Options.Filters);

    private Tensor Convolve(Tensor x, Tensor[] kept, Tensor kernel, LayerWindows windows) => kept.Length == 0
        ? Convolve(x, kernel, windows)
        : Tensor.Concat([.. kept.Select((one, gate) => Convolve(x * one, Gate(kernel, gate), windows))]);

    // Leading axes are one batch for a convolution.
    private Tensor Convolve(Tensor x, Tensor kernel, LayerWindows windows)
    {
        var (leading, map) = (x.Shape[..^(_places + 1)], x.Shape[^(_places + 1)..]);
        var maps = Options.DataFormat.ToChannelsLast(x.Reshape([leading.Size, .. map]));
        var y = maps.Convolve(kernel, windows.Over(maps.Shape));
        return y.Reshape([.. leading, .. y.Shape[1..]]);
    }

    // Numbers to multiply by, for each gate others.
    private (Tensor[] OfInputs, Tensor[] OfStates) Kept(Shape input, CallContext context)
    {
        return (Draw(Options.Dropout, input), Draw(Options.RecurrentDropout, [input[0], .. StateShapes(input)[0]]));

        Tensor[] Draw(double rate, Shape shape) => !context.IsTraining || rate == 0
            ? []
            : [.. Enumerable.Range(0, Gates).Select(_ =>
                (RandomUniform(shape, context) >= rate).Cast(Precision) * (1 / (1 - rate)))];
    }

    private void Check()
    {
        Places.CheckSizes(_layer, nameof(Options.KernelSize), Options.KernelSize, _places);
        Places.CheckSizes(_layer, nameof(Options.Strides), Options.Strides, _places);
        Places.CheckSizes(_layer, nameof(Options.DilationRate), Options.DilationRate, _places);
        Places.CheckSteps(_layer, Options.Strides, Options.DilationRate);
        Places.RefuseCausal(_layer, Options.Padding);
        Places.CheckPositive(_layer, nameof(Options.Filters), Options.Filters);
        Guard.Decay(Options.Dropout, nameof(Options.Dropout));
        Guard.Decay(Options.RecurrentDropout, nameof(Options.RecurrentDropout));
    }
}
