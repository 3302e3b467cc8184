using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A layer that makes one of several inputs, element by element.</summary>
/// <remarks>
/// <para>Shapes: the inputs broadcast, where an axis of length 1 stretches; an input of fewer axes than another gets axes
/// of length 1 behind its batch axis.</para>
/// <para>Masks: a step counts if it does in any of the inputs; there is a mask if all inputs have one.</para>
/// </remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class Merge<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    private protected Merge(TConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>The layer applied to placeholders: <c>new Add().Apply(x, y)</c>.</summary>
    public new KerasTensor Apply(params IReadOnlyList<KerasTensor> inputs) => base.Apply(inputs)[0];

    /// <summary>What the layer makes of two inputs of equally many axes.</summary>
    private protected abstract Tensor Combine(Tensor a, Tensor b);

    /// <summary>What becomes of the combination in the end.</summary>
    private protected virtual Tensor Finish(Tensor combined, int count) => combined;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => Check(inputs);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        Check([.. inputs.Select(x => x.Shape)]);
        var rank = inputs.Max(x => x.Rank);
        return [Finish(inputs.Select(x => Expanded(x, rank)).Aggregate(Combine), inputs.Count)];
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        Tensor?[] masks = [.. inputs.Select(context.MaskOf)];
        return masks.Contains(null) ? null : masks.Aggregate((a, b) => a! | b!);
    }

    private protected virtual void Check(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"{Name} ({KerasName}) needs at least one input; it was given none.");
        }

        var rank = inputs.Max(shape => shape.Rank);
        var merged = Expanded(inputs[0], rank);
        foreach (var shape in inputs.Skip(1))
        {
            merged = Merged(merged, Expanded(shape, rank))
                ?? throw Mismatch.Shapes(
                    $"{KerasName} needs inputs whose axes are equal or 1.", ("first", inputs[0]), ("other", shape));
        }
    }

    private static Tensor Expanded(Tensor x, int rank) => x.Reshape(Expanded(x.Shape, rank));

    private static Shape Expanded(Shape shape, int rank) => shape.Rank is 0
        ? [.. Enumerable.Repeat(1, rank)]
        : [shape[0], .. Enumerable.Repeat(1, rank - shape.Rank), .. shape[1..]];

    // As broadcasting, but an axis that is not known yet fits any.
    private static Shape? Merged(Shape a, Shape b)
    {
        var axes = new int[a.Rank];
        for (var i = 0; i < axes.Length; i++)
        {
            if (a[i] != b[i] && a[i] is not (1 or Shape.Unknown) && b[i] is not (1 or Shape.Unknown))
            {
                return null;
            }

            axes[i] = a[i] is 1 ? b[i] : b[i] is 1 or Shape.Unknown ? a[i] : b[i];
        }

        return Shape.Create(axes);
    }
}
