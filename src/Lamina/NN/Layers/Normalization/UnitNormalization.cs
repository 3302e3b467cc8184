using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="UnitNormalization"/> layer is made of.</summary>
public sealed record UnitNormalizationConfig : LayerConfig
{
    /// <summary>The axis, or the axes taken as one, along which the Euclidean norm becomes 1.</summary>
    public Axes Axis { get; init; } = -1;
}

/// <summary>Gives each sample the Euclidean norm 1 along some axes: <c>y = x/√max(Σx², 10⁻¹²)</c>.</summary>
public sealed class UnitNormalization : Layer<UnitNormalizationConfig>
{
    // Keras's; a sample of zeros stays one.
    private const double SmallestSquare = 1e-12;

    /// <summary>A layer of an axis, by default the last.</summary>
    public UnitNormalization(int axis = -1)
        : this(new UnitNormalizationConfig { Axis = axis })
    {
    }

    /// <summary>A layer of its config.</summary>
    public UnitNormalization(UnitNormalizationConfig config)
        : base(config)
    {
        if (config.Axis.Count == 0)
        {
            throw new ArgumentException("UnitNormalization needs an axis; its Axis was given without one.", nameof(config));
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x * Tensor.Maximum(x.Square().Sum([.. Config.Axis], keepDims: true), SmallestSquare).Rsqrt();
    }
}
