namespace Lamina.NN;

/// <summary>What a <see cref="Multiply"/> layer is made of.</summary>
public sealed record MultiplyConfig : LayerConfig;

/// <summary>The product of the inputs.</summary>
/// <remarks>Steps that a mask leaves out count as 1 in the product; where all inputs leave a step out, the result is
/// 0.</remarks>
public sealed class Multiply : Merge<MultiplyConfig>
{
    /// <summary>A layer with Keras's defaults.</summary>
    public Multiply()
        : this(new MultiplyConfig())
    {
    }

    /// <summary>A layer of its config.</summary>
    public Multiply(MultiplyConfig config)
        : base(config)
    {
    }

    private protected override Tensor Combine(Tensor a, Tensor b) => a * b;

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var y = base.Call([.. inputs.Select(x => context.MaskOf(x) is { } mask ? Tensor.Where(Aligned(mask, x), x, 1) : x)], context)[0];
        return [ComputeMask(inputs, context) is { } common ? Tensor.Where(Aligned(common, y), y, 0) : y];
    }

    private static Tensor Aligned(Tensor mask, Tensor x) =>
        mask.Reshape([.. mask.Shape, .. Enumerable.Repeat(1, x.Rank - mask.Rank)]);
}
