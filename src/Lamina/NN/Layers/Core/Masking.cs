using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Masking"/> layer is made of.</summary>
public sealed record MaskingConfig : LayerConfig
{
    /// <summary>The value of all features of a step that does not count.</summary>
    public double MaskValue { get; init; }
}

/// <summary>Marks steps whose features all have one value as not counting, and sets them to 0.</summary>
/// <remarks>Shapes: x [batch, steps, .., features] → the same, with a mask [batch, steps, ..].</remarks>
public sealed class Masking : Layer<MaskingConfig>
{
    /// <summary>A layer of the value that marks steps.</summary>
    public Masking(double maskValue = 0)
        : this(new MaskingConfig { MaskValue = maskValue })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Masking(MaskingConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Tensor.Where(Counts(x), x, 0);
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return Counts(inputs[0]).Squeeze();
    }

    private Tensor Counts(Tensor x) => x.Rank < 2
        ? throw Mismatch.Shapes("Masking needs an input [batch, .., features].", ("input", x.Shape))
        : x.NotEqualTo(Config.MaskValue).Cast(DType.Float32).Max(-1, keepDims: true) > 0;
}
