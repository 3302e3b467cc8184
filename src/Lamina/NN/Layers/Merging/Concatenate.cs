using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Concatenate"/> layer is made of.</summary>
public sealed record ConcatenateConfig : LayerConfig
{
    /// <summary>The axis along which the inputs follow each other.</summary>
    public int Axis { get; init; } = -1;
}

/// <summary>The inputs one behind the other along an axis.</summary>
/// <remarks>
/// <para>Shapes: the inputs agree in all axes but this one.</para>
/// <para>Masks: where any input has one, a step counts if it does in one of the inputs; those without a mask count
/// whole.</para>
/// </remarks>
public sealed class Concatenate : ConfiguredLayer<ConcatenateConfig>
{
    /// <summary>A layer of an axis, by default the last.</summary>
    public Concatenate(int axis = -1)
        : this(new ConcatenateConfig { Axis = axis })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Concatenate(ConcatenateConfig config)
        : base(config)
    {
    }

    /// <summary>The layer applied to placeholders: <c>new Concatenate().Apply(x, y)</c>.</summary>
    public new KerasTensor Apply(params IReadOnlyList<KerasTensor> inputs) => base.Apply(inputs)[0];

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs) => Check(inputs);

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        Check([.. inputs.Select(x => x.Shape)]);
        return [Tensor.Concat([.. inputs], Config.Axis)];
    }

    /// <inheritdoc/>
    protected override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        if (inputs.All(x => context.MaskOf(x) is null))
        {
            return null;
        }

        Tensor[] counts = [.. inputs.Select(x => context.MaskOf(x) is { } mask
            ? mask.Cast(Precision).Reshape([.. mask.Shape, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]).BroadcastTo(x.Shape)
            : Tensor.Ones(x.Shape, Precision))];
        return Tensor.Concat(counts, Config.Axis).Max(-1) > 0;
    }

    private void Check(IReadOnlyList<Shape> inputs)
    {
        if (inputs.Count == 0)
        {
            throw new ArgumentException($"{Name} (Concatenate) needs at least one input; it was given none.");
        }

        var first = inputs[0];
        foreach (var shape in inputs.Skip(1))
        {
            if (shape.Rank != first.Rank || !Agree(first, shape, first.NormalizeAxis(Config.Axis)))
            {
                throw Mismatch.Shapes(
                    $"Concatenate needs inputs that agree in all axes but axis {Config.Axis}.", ("first", first), ("other", shape));
            }
        }
    }

    private static bool Agree(Shape a, Shape b, int axis) => a.Zip(b).Index().All(pair =>
        pair.Index == axis || pair.Item.First == pair.Item.Second || pair.Item.First == Shape.Unknown || pair.Item.Second == Shape.Unknown);
}
