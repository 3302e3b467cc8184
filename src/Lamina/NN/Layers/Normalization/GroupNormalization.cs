using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="GroupNormalization"/> layer is made of.</summary>
public sealed record GroupNormalizationConfig : LayerConfig
{
    /// <summary>The number of groups, which divides that of the channels; −1 for a group for each channel.</summary>
    public int Groups { get; init; } = 32;

    /// <summary>The axis of the channels.</summary>
    public int Axis { get; init; } = -1;

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

    /// <summary>A penalty on β.</summary>
    public Regularizer? BetaRegularizer { get; init; }

    /// <summary>A penalty on γ.</summary>
    public Regularizer? GammaRegularizer { get; init; }

    /// <summary>What β must be like after each step.</summary>
    public Constraint? BetaConstraint { get; init; }

    /// <summary>What γ must be like after each step.</summary>
    public Constraint? GammaConstraint { get; init; }
}

/// <summary>Normalizes each sample over groups of channels: <c>y = γ·(x − μ)/√(σ² + ε) + β</c>.</summary>
/// <remarks>
/// <para>μ and σ² (divided by n) are those of one sample's elements in one group of neighbouring channels, at all places;
/// γ and β have an element for each channel.</para>
/// <para>Source: Y. Wu and K. He, "Group Normalization", ECCV 2018.</para>
/// </remarks>
public sealed class GroupNormalization : Layer<GroupNormalizationConfig>
{
    private Variable? _gamma;
    private Variable? _beta;
    private int _groups;

    /// <summary>A layer of some groups, with Keras's defaults.</summary>
    public GroupNormalization(int groups = 32, int axis = -1, double epsilon = 1e-3)
        : this(new GroupNormalizationConfig { Groups = groups, Axis = axis, Epsilon = epsilon })
    {
    }

    /// <summary>A layer of its config.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The groups are neither a number greater than 0 nor −1.</exception>
    public GroupNormalization(GroupNormalizationConfig config)
        : base(config)
    {
        Guard.Positive(config.Epsilon, nameof(config.Epsilon));
        _groups = config.Groups == -1 ? -1 : Guard.Positive(config.Groups, nameof(config.Groups));
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    public override LayerConfig GetConfig() => (GroupNormalizationConfig)base.GetConfig() with { Groups = _groups };

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        var channels = input[input.NormalizeAxis(Config.Axis)];
        if (channels == Shape.Unknown)
        {
            throw Mismatch.Shapes($"GroupNormalization needs axis {Config.Axis} to be known.", ("input", input));
        }

        _groups = _groups == -1 ? channels : _groups;
        if (channels % _groups != 0)
        {
            throw Mismatch.Shapes(
                $"GroupNormalization needs channels ({channels}) that divide into its {_groups} groups.", ("input", input));
        }

        _gamma = Config.Scale
            ? AddWeight(
                "gamma", [channels], Config.GammaInitializer,
                regularizer: Config.GammaRegularizer, constraint: Config.GammaConstraint)
            : null;
        _beta = Config.Center
            ? AddWeight(
                "beta", [channels], Config.BetaInitializer,
                regularizer: Config.BetaRegularizer, constraint: Config.BetaConstraint)
            : null;
        BuiltFor(input, Config.Axis);
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axis = x.Shape.NormalizeAxis(Config.Axis);
        var ofGroup = x.Shape[axis] / _groups;
        var grouped = x.Reshape(
            [x.Shape[0], x.Shape[1..axis].Size, _groups, ofGroup, x.Shape[(axis + 1)..].Size]);
        var centred = grouped - MeanOfGroups(grouped);
        var scale = (MeanOfGroups(centred.Square()) + Config.Epsilon).Rsqrt();
        Shape channels = [1, 1, _groups, ofGroup, 1];
        var y = centred * (_gamma is null ? scale : scale * _gamma.Value.Reshape(channels));
        return (_beta is null ? y : y + _beta.Value.Reshape(channels)).Reshape(x.Shape);
    }

    // Step by step, so that nothing need be moved first: [batch, places, groups, channels, places] → [batch, 1, groups, 1, 1].
    private static Tensor MeanOfGroups(Tensor x) =>
        x.Sum(4, keepDims: true).Sum(1, keepDims: true).Sum(3, keepDims: true)
        / ((double)x.Shape[1] * x.Shape[3] * x.Shape[4]);
}
