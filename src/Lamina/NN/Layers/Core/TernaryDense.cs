namespace Lamina.NN;

/// <summary>What a <see cref="TernaryDense"/> layer is made of.</summary>
public sealed record TernaryDenseConfig : LayerConfig
{
    /// <summary>The number of outputs.</summary>
    public required int Units { get; init; }

    /// <summary>Weights of no greater magnitude count as 0; half the mean magnitude when null.</summary>
    public double? Threshold { get; init => field = Guard.NonNegative(value); }

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

    /// <summary>A penalty on the output, added to the loss and divided by the batch size.</summary>
    public Regularizer? ActivityRegularizer { get; init; }

    /// <summary>What the kernel must be like after each step.</summary>
    public Constraint? KernelConstraint { get; init; }

    /// <summary>What the bias must be like after each step.</summary>
    public Constraint? BiasConstraint { get; init; }
}

/// <summary>A fully connected layer whose weights count as −1, 0 or 1: <c>y = φ(β·x·T + b)</c>.</summary>
/// <remarks>
/// <para>T is the sign of W where its magnitude is above a threshold, and 0 elsewhere; β is the mean magnitude of W, and 1
/// where the threshold is given. Gradients pass T as if it were W.</para>
/// <para>Shapes: x [batch, .., inputs], W [inputs, units], b [units] → y [batch, .., units].</para>
/// <para>Source: S. Ma et al., "The Era of 1-bit LLMs: All Large Language Models are in 1.58 Bits", arXiv:2402.17764,
/// 2024.</para>
/// </remarks>
public sealed class TernaryDense : Layer<TernaryDenseConfig>
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <summary>A layer of some units with Keras's defaults.</summary>
    public TernaryDense(int units, double? threshold = null, Activation? activation = null)
        : this(new TernaryDenseConfig { Units = units, Threshold = threshold, Activation = activation ?? Activation.Linear })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0.</exception>
    public TernaryDense(TernaryDenseConfig config)
        : base(config) => Guard.Positive(config.Units, nameof(TernaryDenseConfig.Units));

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank < 2 || input[^1] == Shape.Unknown)
        {
            throw Ops.Mismatch.Shapes(
                "TernaryDense needs an input [batch, .., features] whose number of features is known.", ("input", input));
        }

        _kernel = AddWeight(
            "kernel", [input[^1], Config.Units], Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
        _bias = Config.UseBias
            ? AddWeight(
                "bias", [Config.Units], Config.BiasInitializer,
                regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
        InputSpecs = [new InputSpec { MinRank = 2, Axes = new Dictionary<int, int> { [-1] = input[^1] } }];
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var w = context.Read(_kernel!);
        var magnitude = w.Abs();
        var mean = magnitude.Mean();
        var isKept = Config.Threshold is { } given ? magnitude > given : magnitude > 0.5 * mean;
        var ternary = Tensor.Where(isKept, w.Sign(), 0);
        var y = x.MatMul(w + (ternary - w).StopGradient());
        y = Config.Threshold is null ? y * mean : y;
        y = Config.Activation.Apply(_bias is null ? y : y + _bias);
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }
}
