using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="LayerNormalization"/> layer is made of.</summary>
public sealed record LayerNormalizationConfig : LayerConfig
{
    /// <summary>The axis, or the axes taken as one, over which a sample is normalized.</summary>
    public Axes Axis { get; init; } = -1;

    /// <summary>Added to the variance, so that the quotient is finite.</summary>
    public double Epsilon { get; init; } = 1e-3;

    /// <summary>Whether β is added.</summary>
    public bool Center { get; init; } = true;

    /// <summary>Whether the result is multiplied by γ.</summary>
    public bool Scale { get; init; } = true;

    /// <summary>Whether x itself, rather than its distance from the mean, is divided by the deviation; without β. Not the root
    /// mean square, for which there is <see cref="RMSNormalization"/>.</summary>
    public bool RmsScaling { get; init; }

    /// <summary>How β begins.</summary>
    public Initializer BetaInitializer { get; init; } = Initializer.Zeros;

    /// <summary>How γ begins.</summary>
    public Initializer GammaInitializer { get; init; } = Initializer.Ones;

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What β must be like after each step.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What γ must be like after each step.</summary>
    public Constraint? GammaConstraint { get; init; }
}

/// <summary>Normalizes each sample over its features: <c>y = γ·(x − μ)/√(σ² + ε) + β</c>.</summary>
/// <remarks>
/// <para>μ and σ² (divided by n) are those of one sample's elements along the axes; γ and β have the shape of the
/// axes.</para>
/// <para>Source: J. L. Ba, J. R. Kiros and G. E. Hinton, "Layer Normalization", arXiv:1607.06450, 2016.</para>
/// </remarks>
public sealed class LayerNormalization : Layer<LayerNormalizationConfig>
{
    private Variable? _gamma;
    private Variable? _beta;

    /// <summary>A layer with Keras's defaults.</summary>
    public LayerNormalization(double epsilon = 1e-3)
        : this(new LayerNormalizationConfig { Epsilon = epsilon })
    {
    }

    /// <summary>A layer of its config.</summary>
    public LayerNormalization(LayerNormalizationConfig config)
        : base(config)
    {
        Guard.Positive(config.Epsilon, nameof(config.Epsilon));
        if (config.Axis.Count == 0)
        {
            throw new ArgumentException("LayerNormalization needs an axis; its Axis was given without one.", nameof(config));
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => (LayerNormalizationConfig)base.GetConfig() with
    {
        Axis = IsBuilt ? [.. AxesOf(BuildShapes[0])] : Config.Axis,
    };

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape features = [.. AxesOf(input).Select(axis => input[axis])];
        if (!features.IsKnown)
        {
            throw Mismatch.Shapes($"LayerNormalization needs its axes {Config.Axis} to be known.", ("input", input));
        }

        _gamma = Config.Scale || Config.RmsScaling
            ? AddWeight(
                "gamma", features, Config.GammaInitializer,
                regularizer: Config.GammaRegularizer, constraint: Config.GammaConstraint)
            : null;
        _beta = Config.Center && !Config.RmsScaling
            ? AddWeight(
                "beta", features, Config.BetaInitializer,
                regularizer: Config.BetaRegularizer, constraint: Config.BetaConstraint)
            : null;
        InputSpecs = [new InputSpec { Axes = Config.Axis.ToDictionary(axis => axis, axis => input[input.NormalizeAxis(axis)]) }];
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = AxesOf(x.Shape);
        Shape aligned = [.. x.Shape.Select((length, axis) => axes.Contains(axis) ? length : 1)];
        var centred = x - x.Mean(axes, keepDims: true);
        var y = (Config.RmsScaling ? x : centred) * (centred.Square().Mean(axes, keepDims: true) + Config.Epsilon).Rsqrt();
        y = _gamma is null ? y : y * _gamma.Value.Reshape(aligned);
        return _beta is null ? y : y + _beta.Value.Reshape(aligned);
    }

    private int[] AxesOf(Shape input) => [.. Config.Axis.Select(input.NormalizeAxis).Order()];
}
