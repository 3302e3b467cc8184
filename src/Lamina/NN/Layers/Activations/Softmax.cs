using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="Softmax"/> layer is made of.</summary>
public sealed record SoftmaxConfig : LayerConfig
{
    /// <summary>The axis, or the axes taken as one, whose elements add up to 1.</summary>
    public Axes Axis { get; init; } = -1;
}

/// <summary>Probabilities from scores: <c>e^(xᵢ) / Σⱼ e^(xⱼ)</c>.</summary>
/// <remarks>
/// <para>Masks: with a mask for each score, those that it leaves out get a probability of 0, which is to say the score
/// −10⁹. A mask of steps alone changes nothing and passes on.</para>
/// <para>Source: J. S. Bridle, "Probabilistic Interpretation of Feedforward Classification Network Outputs",
/// Neurocomputing, 1990.</para>
/// </remarks>
public sealed class Softmax : Layer<SoftmaxConfig>
{
    private const double LeftOut = -1e9;

    /// <summary>A layer of an axis, by default the last.</summary>
    public Softmax(int axis = -1)
        : this(new SoftmaxConfig { Axis = axis })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Softmax(SoftmaxConfig config)
        : base(config)
    {
        if (config.Axis.Count == 0)
        {
            throw new ArgumentException("Softmax needs an axis; its Axis was given without one.", nameof(config));
        }
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>The layer applied to placeholders of scores and of which of them count.</summary>
    /// <param name="x">The scores.</param>
    /// <param name="mask">True where a score counts; of as many axes.</param>
    public KerasTensor Apply(KerasTensor x, KerasTensor mask) =>
        Apply([x, mask], new CallArguments { Roles = [InputRole.Mask] })[0];

    /// <summary>The layer applied to scores, of which some count, within a call of a layer or model around it.</summary>
    /// <param name="x">The scores.</param>
    /// <param name="mask">True where a score counts; of as many axes.</param>
    /// <param name="context">The call.</param>
    public Tensor Apply(Tensor x, Tensor mask, CallContext context) =>
        Apply([x, mask], context, new CallArguments { Roles = [InputRole.Mask] })[0];

    /// <summary>Scores with those that a mask leaves out so low that they have no share.</summary>
    internal static Tensor Masked(Tensor scores, Tensor? mask) => mask is null ? scores : Tensor.Where(mask, scores, LeftOut);

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(context);
        x = Masked(x, context.MaskOf(x) is { } mask && mask.Rank == x.Rank ? mask : null);
        return Config.Axis.Count == 1 ? x.Softmax(Config.Axis[0]) : AlongAll(x, [.. Config.Axis.Select(x.Shape.NormalizeAxis)]);
    }

    // The axes are put last and taken as one.
    private static Tensor AlongAll(Tensor x, int[] axes)
    {
        int[] others = [.. Enumerable.Range(0, x.Rank).Except(axes)];
        int[] order = [.. others, .. axes];
        var last = x.Transpose(order);
        var y = last.Reshape([.. last.Shape[..others.Length], last.Shape[others.Length..].Size]).Softmax().Reshape(last.Shape);
        return y.Transpose([.. Enumerable.Range(0, x.Rank).Select(axis => Array.IndexOf(order, axis))]);
    }
}
