using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="BatchNormalization"/> layer is made of.</summary>
public sealed record BatchNormalizationConfig : LayerConfig
{
    /// <summary>The axis whose elements are normalized each for itself: the features.</summary>
    public int Axis { get; init; } = -1;

    /// <summary>The share that the moving statistics keep at each step.</summary>
    public double Momentum { get; init; } = 0.99;

    /// <summary>Added to the variance, so that the quotient is finite.</summary>
    public double Epsilon { get; init; } = 1e-3;

    /// <summary>Whether β is added.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the result is multiplied by γ.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>How β begins.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>How γ begins.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>How the moving mean begins.</summary>
    public Initializer MovingMeanInitializer { get; init; } = Initializer.Zeros;

    /// <summary>How the moving variance begins.</summary>
    public Initializer MovingVarianceInitializer { get; init; } = Initializer.Ones;

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What β must be like after each step.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What γ must be like after each step.</summary>
    public Constraint? GammaConstraint { get; init; }
}

/// <summary>Normalizes each feature over the batch: <c>y = γ·(x − μ)/√(σ² + ε) + β</c>.</summary>
/// <remarks>
/// <para>In training μ and σ² (divided by n) are those of the batch, and the moving statistics follow them; else, and in a
/// layer that is not trainable, the moving ones are used. Of an input with a mask only the valid steps count.</para>
/// <para>Source: S. Ioffe and C. Szegedy, "Batch Normalization", ICML 2015.</para>
/// </remarks>
public sealed class BatchNormalization : Layer<BatchNormalizationConfig>
{
    private Variable? _gamma;
    private Variable? _beta;
    private Variable? _movingMean;
    private Variable? _movingVariance;

    /// <summary>A layer with Keras's defaults.</summary>
    public BatchNormalization(double momentum = 0.99, double epsilon = 1e-3)
        : this(new BatchNormalizationConfig { Momentum = momentum, Epsilon = epsilon })
    {
    }

    /// <summary>A layer of its config.</summary>
    public BatchNormalization(BatchNormalizationConfig config)
        : base(config)
    {
        Guard.Fraction(config.Momentum, nameof(config.Momentum));
        Guard.Positive(config.Epsilon, nameof(config.Epsilon));
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape features = [input[input.NormalizeAxis(Config.Axis)]];
        if (!features.IsKnown)
        {
            throw Mismatch.Shapes($"BatchNormalization needs axis {Config.Axis} to be known.", ("input", input));
        }

        _gamma = Config.Scale
            ? AddWeight(
                "gamma", features, Config.GammaInitializer,
                regularizer: Config.GammaRegularizer, constraint: Config.GammaConstraint)
            : null;
        _beta = Config.Center
            ? AddWeight(
                "beta", features, Config.BetaInitializer,
                regularizer: Config.BetaRegularizer, constraint: Config.BetaConstraint)
            : null;
        _movingMean = AddWeight("moving_mean", features, Config.MovingMeanInitializer, trainable: false);
        _movingVariance = AddWeight("moving_variance", features, Config.MovingVarianceInitializer, trainable: false);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var axis = x.Shape.NormalizeAxis(Config.Axis);
        var (mean, variance) = context.IsTraining && Trainable ? BatchStatistics(x, axis, context) : MovingStatistics(context);
        var scale = (variance + Config.Epsilon).Rsqrt();
        if (_gamma is not null)
        {
            scale *= _gamma;
        }

        var y = (x - Align(mean, x, axis)) * Align(scale, x, axis);
        return _beta is null ? y : y + Align(_beta, x, axis);
    }

    private (Tensor Mean, Tensor Variance) BatchStatistics(Tensor x, int axis, CallContext context)
    {
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(i => i != axis)];
        Func<Tensor, Tensor> average = context.MaskOf(x) is { } mask ? OfValidSteps(x, mask, axis, others) : x => x.Mean(others);
        var mean = average(x);
        var variance = average((x - Align(mean, x, axis)).Square());
        Follow(_movingMean!, mean, context);
        Follow(_movingVariance!, variance, context);
        return (mean, variance);
    }

    // Keras's ε = 1e-7 keeps the mean of no steps at all at 0.
    private static Func<Tensor, Tensor> OfValidSteps(Tensor x, Tensor mask, int axis, int[] others)
    {
        var weight = mask.Cast(x.DType).Reshape([.. mask.Shape, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]);
        var count = weight.BroadcastTo(x.Shape.With(axis, weight.Shape[axis])).Sum(others) + 1e-7;
        return value => Tensor.Where(weight > 0, value, 0).Sum(others) / count;
    }

    private (Tensor Mean, Tensor Variance) MovingStatistics(CallContext context) =>
        (context.Read(_movingMean!), context.Read(_movingVariance!));

    private void Follow(Variable moving, Tensor value, CallContext context) => context.Write(
        moving, context.Read(moving) * Config.Momentum + value.StopGradient() * (1 - Config.Momentum));

    // A vector of features under the shape that broadcasts over x.
    private static Tensor Align(Tensor features, Tensor x, int axis)
    {
        var shape = Enumerable.Repeat(1, x.Rank).ToArray();
        shape[axis] = features.Shape[0];
        return axis == x.Rank - 1 ? features : features.Reshape(Shape.Create(shape));
    }
}
