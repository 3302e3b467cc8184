using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A cell of Keras's: with the weights <c>kernel</c>, <c>recurrent_kernel</c> and <c>bias</c>, whose gates
/// stand side by side.</summary>
/// <remarks>Shapes: W [inputs, gates·units], U [units, gates·units]; x [batch, inputs] and states [batch, units] each →
/// output and states [batch, units] each.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class UnitsCell<TConfig> : RecurrentCell<TConfig>
    where TConfig : RecurrentCellConfig
{
    private readonly int _gates;
    private Variable? _kernel;

    private protected UnitsCell(TConfig config, int gates)
        : base(config)
    {
        _gates = gates;
        Guard.Positive(config.Units, nameof(config.Units));
        Guard.Decay(config.Dropout, nameof(config.Dropout));
        Guard.Decay(config.RecurrentDropout, nameof(config.RecurrentDropout));
        if (config.Seed is { } seed)
        {
            Key = (ulong)seed;
        }
    }

    internal sealed override int? InputRank => 2;

    private protected Variable RecurrentKernel { get; private set; } = null!;

    /// <summary>The bias as it stands in files.</summary>
    private protected Variable? Bias { get; private set; }

    /// <summary>The shape of the bias.</summary>
    private protected virtual Shape BiasShape => [_gates * Config.Units];

    private protected virtual Initializer BiasInitializer => Config.BiasInitializer;

    /// <summary>The part of the bias that is added to the inputs.</summary>
    private protected virtual Tensor? InputBias => Bias?.Value;

    /// <inheritdoc/>
    public override IReadOnlyList<Shape> StateShapes(Shape input) => [[Config.Units]];

    /// <summary>Goes through a sequence: the inputs of all steps are multiplied by the kernel in one product, and what
    /// is dropped is drawn once.</summary>
    internal sealed override SequenceResult Run(SequencePass sequence)
    {
        var (ofInputs, ofStates) = Kept(sequence.Inputs.Shape[1..], sequence.Context);
        if (Form is { } form)
        {
            var all = Project(sequence.Inputs, ofInputs, FusedBias);
            return FusedSequence.Run(form, sequence with { Inputs = all }, RecurrentKernel, InnerBias, ofStates);
        }

        var projected = Project(sequence.Inputs, ofInputs, InputBias);
        return sequence.Loop(projected, (x, states) => Advance(x, states, ofStates));
    }

    /// <summary>The op that does a whole sequence, where there is one; the loop is its definition.</summary>
    private protected abstract RecurrenceForm? Form { get; }

    /// <summary>The part of the bias that may be added to the inputs of that op.</summary>
    private protected virtual Tensor? FusedBias => InputBias;

    /// <summary>The bias [units] that remains to be added within that op.</summary>
    private protected virtual Tensor? InnerBias => null;

    /// <summary>One step: the output and the states behind.</summary>
    /// <param name="projected">What the step's inputs gave: [batch, gates·units].</param>
    /// <param name="states">The states before.</param>
    /// <param name="kept">What the state is multiplied by before the recurrent kernel; none where nothing is
    /// dropped.</param>
    private protected abstract (Tensor Output, IReadOnlyList<Tensor> States) Advance(
        Tensor projected, IReadOnlyList<Tensor> states, IReadOnlyList<Tensor> kept);

    /// <inheritdoc/>
    protected sealed override (Tensor Output, IReadOnlyList<Tensor> States) Step(
        Tensor x, IReadOnlyList<Tensor> states, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var (ofInputs, ofStates) = Kept(x.Shape, context);
        return Advance(Project(x, ofInputs, InputBias), states, ofStates);
    }

    /// <inheritdoc/>
    protected sealed override void Build(Shape input)
    {
        if (input.Rank != 2 || input[^1] == Shape.Unknown)
        {
            throw Mismatch.Shapes($"{KerasName} needs inputs [batch, inputs] whose number is known.", ("input", input));
        }

        var width = _gates * Config.Units;
        _kernel = AddWeight(
            "kernel", [input[^1], width], Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
        RecurrentKernel = AddWeight(
            "recurrent_kernel", [Config.Units, width], Config.RecurrentInitializer,
            regularizer: Config.RecurrentRegularizer, constraint: Config.RecurrentConstraint);
        Bias = Config.UseBias
            ? AddWeight(
                "bias", BiasShape, BiasInitializer,
                regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
    }

    /// <summary>The part of a tensor that belongs to one gate, or to some that follow each other.</summary>
    private protected Tensor Gate(Tensor x, int first, int count = 1) =>
        count == _gates ? x : x.Slice(-1, first * Config.Units, count * Config.Units);

    /// <summary>The product of the state, as far as it is kept, with the recurrent kernel's part for the first
    /// gates.</summary>
    private protected Tensor Recur(Tensor h, IReadOnlyList<Tensor> kept, int gates) =>
        Product(h, RecurrentKernel, kept.Count > 1 ? [.. kept.Take(gates)] : kept, gates);

    /// <summary>What the inputs of one step or of all give: [.., inputs] → [.., gates·units].</summary>
    private Tensor Project(Tensor x, IReadOnlyList<Tensor> kept, Tensor? bias)
    {
        var y = Product(x, _kernel!, kept, _gates);
        return bias is null ? y : y + bias;
    }

    private Tensor Product(Tensor x, Tensor kernel, IReadOnlyList<Tensor> kept, int gates) => kept switch
    {
        [] => x.MatMul(Gate(kernel, 0, gates)),
        [var all] => (x * all).MatMul(Gate(kernel, 0, gates)),
        _ => Tensor.Concat([.. kept.Select((one, gate) => (x * one).MatMul(Gate(kernel, gate)))]),
    };

    // Numbers to multiply by. Keras has one tensor for all gates, but one for each as soon as the state is dropped
    // from.
    private (Tensor[] OfInputs, Tensor[] OfStates) Kept(Shape input, CallContext context)
    {
        return (Draw(Config.Dropout, input), Draw(Config.RecurrentDropout, [input[0], Config.Units]));

        Tensor[] Draw(double rate, Shape shape) => !context.IsTraining || rate == 0
            ? []
            : [.. Enumerable.Range(0, Config.RecurrentDropout > 0 ? _gates : 1).Select(_ =>
                (RandomUniform(shape, context) >= rate).Cast(Precision) * (1 / (1 - rate)))];
    }
}
