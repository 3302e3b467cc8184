using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Dense"/> layer is made of.</summary>
public sealed record DenseConfig : LayerConfig
{
    /// <summary>The number of outputs.</summary>
    public required int Units { get; init; }

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

/// <summary>A fully connected layer: <c>y = φ(x·W + b)</c>.</summary>
/// <remarks>Shapes: x [batch, .., inputs], W [inputs, units], b [units] → y [batch, .., units].</remarks>
public sealed class Dense : Layer<DenseConfig>
{
    private Variable? _kernel;
    private Variable? _bias;

    /// <summary>A layer of some units with Keras's defaults.</summary>
    public Dense(int units, Activation? activation = null)
        : this(new DenseConfig { Units = units, Activation = activation ?? Activation.Linear })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Units is not greater than 0.</exception>
    public Dense(DenseConfig config)
        : base(config) => Guard.Positive(config.Units, nameof(DenseConfig.Units));

    /// <summary>The weights W; null before the layer is built.</summary>
    public Variable? Kernel => _kernel;

    /// <summary>The bias b; null before the layer is built, or without one.</summary>
    public Variable? Bias => _bias;

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        if (input.Rank < 2 || input[^1] == Shape.Unknown)
        {
            throw Mismatch.Shapes("Dense needs an input [batch, .., features] whose number of features is known.", ("input", input));
        }

        _kernel = AddWeight(
            "kernel", [input[^1], Config.Units], Config.KernelInitializer,
            regularizer: Config.KernelRegularizer, constraint: Config.KernelConstraint);
        _bias = Config.UseBias
            ? AddWeight(
                "bias", [Config.Units], Config.BiasInitializer,
                regularizer: Config.BiasRegularizer, constraint: Config.BiasConstraint)
            : null;
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(x);
        if (x.Shape[^1] != _kernel!.Shape[0])
        {
            throw Mismatch.Shapes(
                $"{Name} was built for inputs of {_kernel.Shape[0]} features; it was given {x.Shape[^1]}.",
                ("input", x.Shape),
                ("kernel", _kernel.Shape));
        }

        var y = x.MatMul(context.Read(_kernel));
        y = Config.Activation.Apply(_bias is null ? y : y + _bias);
        context.AddActivityLoss(Config.ActivityRegularizer, y);
        return y;
    }
}
