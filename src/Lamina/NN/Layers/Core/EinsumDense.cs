namespace Lamina.NN;

/// <summary>What an <see cref="EinsumDense"/> layer is made of.</summary>
public sealed record EinsumDenseConfig : LayerConfig
{
    /// <summary>The shape of the output without its batch axis and what an ellipsis stands for; unknown axes are the
    /// input's.</summary>
    public required Shape OutputShape { get; init; }

    /// <summary>What is summed: <c>ab,bc->ac</c>, <c>...ab,bc->...ac</c> or <c>ab...,bc->ac...</c>.</summary>
    public required string Equation { get; init; }

    /// <summary>Applied to the result.</summary>
    public Activation Activation { get; init; } = Activation.Linear;

    /// <summary>The letters of the output's axes that a bias has, such as <c>c</c>; no bias when null.</summary>
    public string? BiasAxes { get; init; }

    /// <summary>How the kernel begins.</summary>
    public Initializer KernelInitializer { get; init; } = Initializer.GlorotUniform;

    /// <summary>How the bias begins.</summary>
    public Initializer BiasInitializer { get; init; } = Initializer.Zeros;

    /// <summary>A penalty on the kernel, added to the loss.</summary>
    public Regularizer? KernelRegularizer { get; init; }

    /// <summary>A penalty on the bias, added to the loss.</summary>
    public Regularizer? BiasRegularizer { get; init; }

    /// <summary>A penalty on the output, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }
}

/// <summary>A fully connected layer over the axes that an equation names: <c>y = φ(einsum(x, W) + b)</c>.</summary>
/// <remarks>Shapes: with <c>abc,cde->abde</c> and an output shape [_, d, e], x [a, b, c], W [c, d, e] → y [a, b, d, e]; the
/// bias has the lengths of its letters, and 1 for other axes behind the first of them.</remarks>
public sealed class EinsumDense : Layer<EinsumDenseConfig>
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <summary>A layer of an equation, with Keras's defaults.</summary>
    /// <param name="equation">What is summed, such as <c>abc,cd->abd</c>.</param>
    /// <param name="outputShape">The shape of the output without its batch axis and what an ellipsis stands for.</param>
    /// <param name="activation">Applied to the result.</param>
    /// <param name="biasAxes">The letters of the output's axes that a bias has; no bias when null.</param>
    public EinsumDense(string equation, Shape outputShape, Activation? activation = null, string? biasAxes = null)
        : this(new EinsumDenseConfig
        {
            Equation = equation,
            OutputShape = outputShape,
            Activation = activation ?? Activation.Linear,
            BiasAxes = biasAxes,
        })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentException">The equation is of another form.</exception>
    public EinsumDense(EinsumDenseConfig config)
        : base(config) => EinsumForm.Parse(config.Equation);

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    /// <summary>The bias b; null before the layer is built, or without one.</summary>
    public Variable? Bias => _bias;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        var (kernel, bias) = EinsumForm.Parse(Config.Equation).Shapes(input, Config.OutputShape, Config.BiasAxes);
        _kernel = AddWeight(
            "kernel", kernel, Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
        _bias = bias is { } shape
            ? AddWeight(
                "bias", shape, Config.BiasInitializer, regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
        BuiltFor(input);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var y = Tensor.Einsum(Config.Equation, x, context.Read(_kernel!));
        y = Config.Activation.Apply(_bias is null ? y : y + _bias);
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }
}
