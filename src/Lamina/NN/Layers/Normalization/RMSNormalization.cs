using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What an <see cref="RMSNormalization"/> layer is made of.</summary>
public sealed record RMSNormalizationConfig : LayerConfig
{
    /// <summary>The axis, or the axes taken as one, over which a sample is normalized.</summary>
    public Axes Axis { get; init; } = -1;

    /// <summary>Added to the mean square, so that the quotient is finite.</summary>
    public double Epsilon { get; init; } = 1e-6;
}

/// <summary>Divides each sample by the root of its features' mean square: <c>y = s·x/√(mean(x²) + ε)</c>.</summary>
/// <remarks>
/// <para>The factors s have the shape of the axes, and begin at 1.</para>
/// <para>Source: B. Zhang and R. Sennrich, "Root Mean Square Layer Normalization", NeurIPS 2019.</para>
/// </remarks>
public sealed class RMSNormalization : Layer<RMSNormalizationConfig>
{
    private Variable? _scale;

    /// <summary>A layer with Keras's defaults.</summary>
    public RMSNormalization(int axis = -1, double epsilon = 1e-6)
        : this(new RMSNormalizationConfig { Axis = axis, Epsilon = epsilon })
    {
    }

    /// <summary>A layer of its config.</summary>
    public RMSNormalization(RMSNormalizationConfig config)
        : base(config)
    {
        Guard.NonNegative(config.Epsilon, nameof(config.Epsilon));
        if (config.Axis.Count == 0)
        {
            throw new ArgumentException("RMSNormalization needs an axis; its Axis was given without one.", nameof(config));
        }
    }

    /// <inheritdoc/>
    protected override void Build(Shape input)
    {
        Shape features = [.. AxesOf(input).Select(axis => input[axis])];
        if (!features.IsKnown)
        {
            throw Mismatch.Shapes($"RMSNormalization needs its axes {Config.Axis} to be known.", ("input", input));
        }

        _scale = AddWeight("scale", features, Initializer.Ones);
        InputSpecs = [new InputSpec { Axes = Config.Axis.ToDictionary(axis => axis, axis => input[input.NormalizeAxis(axis)]) }];
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = AxesOf(x.Shape);
        Shape aligned = [.. x.Shape.Select((length, axis) => axes.Contains(axis) ? length : 1)];
        return x * (x.Square().Mean(axes, keepDims: true) + Config.Epsilon).Rsqrt() * _scale!.Value.Reshape(aligned);
    }

    private int[] AxesOf(Shape input) => [.. Config.Axis.Select(input.NormalizeAxis).Order()];
}
