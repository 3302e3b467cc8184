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

    /// <summary>Whether the statistics are those of all processes that train together; in one process it changes
    /// nothing.</summary>
    public bool Synchronized { get; init; }

    /// <summary>Whether training corrects the batch's statistics towards moving ones.</summary>
    public bool Renorm { get; init; }

    /// <summary>How far the correction may go; any way when null.</summary>
    public RenormClipping? RenormClipping { get; init; }

    /// <summary>The share that the statistics of the correction keep at each step.</summary>
    public double RenormMomentum { get; init; } = 0.99;
}

/// <summary>Normalizes each feature over the batch: <c>y = γ·(x − μ)/√(σ² + ε) + β</c>.</summary>
/// <remarks>
/// <para>In training μ and σ² (divided by n) are those of the batch, and the moving statistics follow them; else, and in a
/// layer that is not trainable, the moving ones are used. Of an input with a mask only the valid steps count.</para>
/// <para>With renormalization, training gives <c>γ·((x − μ)/√(σ² + ε)·r + d) + β</c>, where r and d lead to what other, faster
/// moving statistics would give, and have no gradient.</para>
/// <para>Source: S. Ioffe and C. Szegedy, "Batch Normalization", ICML 2015; S. Ioffe, "Batch Renormalization", NeurIPS
/// 2017.</para>
/// </remarks>
public sealed class BatchNormalization : Layer<BatchNormalizationConfig>
{
    private Variable? _gamma;
    private Variable? _beta;
    private Variable? _movingMean;
    private Variable? _movingVariance;
    private BatchRenormalization? _renormalization;

    /// <summary>A layer with Keras's defaults.</summary>
    public BatchNormalization(double momentum = 0.99, double epsilon = 1e-3)
        : this(new BatchNormalizationConfig { Momentum = momentum, Epsilon = epsilon })
    {
    }

    /// <summary>A layer of its config.</summary>
    public BatchNormalization(BatchNormalizationConfig config)
        : base(config is { Renorm: true, RenormClipping: null } ? config with { RenormClipping = new() } : config)
    {
        Guard.Fraction(config.Momentum, nameof(config.Momentum));
        Guard.Positive(config.Epsilon, nameof(config.Epsilon));
        Guard.Fraction(config.RenormMomentum, nameof(config.RenormMomentum));
        if (config.RenormClipping is { RMax: { } most, RMin: { } least } && most < least)
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"BatchNormalization clips r from RMin to RMax; it was given RMin {least} and RMax {most}."), nameof(config));
        }
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
        _renormalization = Config.Renorm
            ? new BatchRenormalization(Config, (name, initializer) => AddWeight(name, features, initializer, trainable: false))
            : null;
        BuiltFor(input, Config.Axis);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        var axis = x.Shape.NormalizeAxis(Config.Axis);
        if (!context.IsTraining || !Trainable)
        {
            return Normalized(x, axis, context.Read(_movingMean!), context.Read(_movingVariance!), r: null, d: null);
        }

        var (mean, variance) = BatchStatistics(x, axis, context);
        (Tensor? r, Tensor? d) = _renormalization is null ? (null, null) : _renormalization.Correction(mean, variance, context);
        Follow(_movingMean!, mean, context);
        if (_renormalization is null)
        {
            Follow(_movingVariance!, variance, context);
        }
        else
        {
            context.Write(_movingVariance!, _renormalization.Follow(mean, variance, context));
        }

        return Normalized(x, axis, mean, variance, r, d);
    }

    private Tensor Normalized(Tensor x, int axis, Tensor mean, Tensor variance, Tensor? r, Tensor? d)
    {
        var scale = (variance + Config.Epsilon).Rsqrt();
        scale = r is null ? scale : scale * r;
        scale = _gamma is null ? scale : scale * _gamma;
        var shift = d is null ? null : _gamma is null ? d : d * _gamma;
        shift = shift is null ? _beta?.Value : _beta is null ? shift : shift + _beta;
        var y = (x - Align(mean, x, axis)) * Align(scale, x, axis);
        return shift is null ? y : y + Align(shift, x, axis);
    }

    private static (Tensor Mean, Tensor Variance) BatchStatistics(Tensor x, int axis, CallContext context)
    {
        int[] others = [.. Enumerable.Range(0, x.Rank).Where(i => i != axis)];
        Func<Tensor, Tensor> average = context.MaskOf(x) is { } mask ? OfValidSteps(x, mask, axis, others) : x => x.Mean(others);
        var mean = average(x);
        return (mean, average((x - Align(mean, x, axis)).Square()));
    }

    // Keras's ε = 1e-7 keeps the mean of no steps at all at 0.
    private static Func<Tensor, Tensor> OfValidSteps(Tensor x, Tensor mask, int axis, int[] others)
    {
        if (mask.Rank != x.Rank - 1)
        {
            throw Mismatch.Shapes(
                "BatchNormalization needs a mask of one axis less than its input.", ("input", x.Shape), ("mask", mask.Shape));
        }

        var weight = mask.Cast(x.DType).Reshape([.. mask.Shape, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]);
        var count = weight.BroadcastTo(x.Shape.With(axis, weight.Shape[axis])).Sum(others) + 1e-7;
        return value => Tensor.Where(weight > 0, value, 0).Sum(others) / count;
    }

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
