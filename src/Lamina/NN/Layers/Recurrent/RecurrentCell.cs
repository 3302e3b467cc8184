namespace Lamina.NN;

/// <summary>One step of a recurrent layer, with its weights: <c>kernel</c>, <c>recurrent_kernel</c>, <c>bias</c>.</summary>
/// <remarks>Gates stand side by side: W [inputs, gates·units], U [units, gates·units].</remarks>
/// <typeparam name="TConfig">The config of the layer around it.</typeparam>
internal abstract class RecurrentCell<TConfig>(TConfig config, int gates) : Layer(new PartConfig { Precision = config.Precision })
    where TConfig : RecurrentConfig
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <summary>How many states are carried on from step to step, each [batch, units].</summary>
    public virtual int StateCount => 1;

    protected TConfig Config => config;

    protected Variable RecurrentKernel { get; private set; } = null!;

    /// <summary>The bias as it stands in files.</summary>
    protected Variable? Bias => _bias;

    /// <summary>The shape of the bias.</summary>
    protected virtual Shape BiasShape => [gates * config.Units];

    protected virtual Initializer BiasInitializer => config.BiasInitializer;

    /// <summary>The part of the bias that is added to the inputs.</summary>
    protected virtual Tensor? InputBias => _bias?.Value;

    /// <summary>What the inputs of all steps give, in one product: [.., inputs] → [.., gates·units].</summary>
    public Tensor Project(Tensor inputs)
    {
        var y = inputs.MatMul(_kernel!);
        return InputBias is { } bias ? y + bias : y;
    }

    /// <summary>One step: the new states, of which the first is the output.</summary>
    /// <param name="projected">What the step's inputs gave: [batch, gates·units].</param>
    /// <param name="states">The states before.</param>
    public abstract Tensor[] Step(Tensor projected, Tensor[] states);

    public override LayerConfig GetConfig() => new PartConfig { Name = Name, Trainable = Trainable };

    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        var width = gates * config.Units;
        _kernel = AddWeight(
            "kernel", [inputs[0][^1], width], config.KernelInitializer,
            regularizer: config.KernelRegularizer, constraint: config.KernelConstraint);
        RecurrentKernel = AddWeight(
            "recurrent_kernel", [config.Units, width], config.RecurrentInitializer,
            regularizer: config.RecurrentRegularizer, constraint: config.RecurrentConstraint);
        _bias = config.UseBias
            ? AddWeight(
                "bias", BiasShape, BiasInitializer, regularizer: config.BiasRegularizer, constraint: config.BiasConstraint)
            : null;
    }

    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        Step(Project(inputs[0]), [.. inputs.Skip(1)]);

    /// <summary>The part of a tensor that belongs to one gate, or to some that follow each other.</summary>
    protected Tensor Gate(Tensor x, int first, int count = 1) => x.Slice(-1, first * config.Units, count * config.Units);
}
