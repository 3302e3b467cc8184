using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Reshape"/> layer is made of.</summary>
public sealed record ReshapeConfig : LayerConfig
{
    /// <summary>The shape of one sample; one axis may be −1: what remains.</summary>
    public required Shape TargetShape { get; init; }
}

/// <summary>Gives each sample another shape: [batch, ..] → [batch, target..].</summary>
public sealed class Reshape : Layer<ReshapeConfig>
{
    /// <summary>A layer of the shape of one sample; one axis may be −1: what remains.</summary>
    public Reshape(params ReadOnlySpan<int> targetShape)
        : this(new ReshapeConfig { TargetShape = Shape.Create(targetShape) })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Reshape(ReshapeConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        var target = Config.TargetShape;
        var open = target.AsSpan().IndexOf(Shape.Unknown);
        var size = x.Shape[1..].Size;
        if (open >= 0)
        {
            var known = target.With(open, 1).Size;
            target = target.With(open, known == 0 || size % known != 0 ? 0 : size / known);
        }

        return target.Size == size
            ? x.Reshape([x.Shape[0], .. target])
            : throw Mismatch.Shapes(
                $"Reshape needs as many elements a sample as its target {Config.TargetShape} has; the input has {size}.",
                ("input", x.Shape));
    }
}
