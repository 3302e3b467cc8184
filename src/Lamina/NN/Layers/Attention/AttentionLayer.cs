namespace Lamina.NN;

/// <summary>A layer that mixes values, weighted by how well their keys fit a query.</summary>
/// <remarks>Inputs: query [batch, steps, features], value [batch, others, features] and, if it is not the value, a key
/// [batch, others, features]. Of <see cref="Attention"/> and <see cref="AdditiveAttention"/> they may also be [batch,
/// features]: then the samples of a batch are the steps, and see each other, as in Keras.</remarks>
/// <typeparam name="TConfig">The config.</typeparam>
public abstract class AttentionLayer<TConfig> : ConfiguredLayer<TConfig>
    where TConfig : LayerConfig
{
    /// <summary>Makes the layer of its config.</summary>
    private protected AttentionLayer(TConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    public override bool SupportsMasking => true;

    /// <summary>Whether calls may say which step sees which other.</summary>
    private protected virtual bool TakesAttentionMask => true;

    /// <summary>Whether the output has a mask that only the call gives the query.</summary>
    private protected virtual bool KeepsGivenMask => false;

    /// <summary>The layer applied within a call of a layer or model around it.</summary>
    /// <param name="query">What asks: [batch, steps, features].</param>
    /// <param name="value">What is seen: [batch, others, features].</param>
    /// <param name="key">What the query is compared with: [batch, others, features]; the value when null.</param>
    /// <param name="attentionMask">True where a step may see another: [batch, steps, others], or [batch, heads, steps,
    /// others].</param>
    /// <param name="useCausalMask">Whether a step sees only others that do not come later.</param>
    /// <param name="returnAttentionScores">Whether the weights are a second output: [batch, heads, steps, others], without
    /// heads where the layer has none.</param>
    /// <param name="context">The call.</param>
    public IReadOnlyList<Tensor> Apply(
        Tensor query,
        Tensor value,
        Tensor? key,
        Tensor? attentionMask,
        bool useCausalMask,
        bool returnAttentionScores,
        CallContext context)
    {
        var (tensors, roles) = CallArguments.Of([query, value, key], (InputRole.AttentionMask, attentionMask));
        return Apply(tensors, context, ArgumentsOf(roles, useCausalMask, returnAttentionScores));
    }

    /// <summary>The layer applied to placeholders, as the functional style writes models.</summary>
    /// <param name="query">What asks: [batch, steps, features].</param>
    /// <param name="value">What is seen: [batch, others, features].</param>
    /// <param name="key">What the query is compared with; the value when null.</param>
    /// <param name="attentionMask">True where a step may see another: [batch, steps, others].</param>
    /// <param name="useCausalMask">Whether a step sees only others that do not come later.</param>
    public KerasTensor Apply(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? attentionMask = null,
        bool useCausalMask = false)
    {
        var (tensors, roles) = CallArguments.Of([query, value, key], (InputRole.AttentionMask, attentionMask));
        return Apply(tensors, ArgumentsOf(roles, useCausalMask, withScores: false))[0];
    }

    /// <summary>The layer applied to placeholders, with its weights as a second output.</summary>
    /// <inheritdoc cref="Apply(KerasTensor, KerasTensor, KerasTensor?, KerasTensor?, bool)"/>
    public (KerasTensor Output, KerasTensor Scores) ApplyWithScores(
        KerasTensor query,
        KerasTensor value,
        KerasTensor? key = null,
        KerasTensor? attentionMask = null,
        bool useCausalMask = false)
    {
        var (tensors, roles) = CallArguments.Of([query, value, key], (InputRole.AttentionMask, attentionMask));
        var outputs = Apply(tensors, ArgumentsOf(roles, useCausalMask, withScores: true));
        return (outputs[0], outputs[1]);
    }

    /// <summary>What the layer computes, and the weights.</summary>
    private protected abstract (Tensor Output, Tensor Scores) Attend(
        AttentionInputs inputs, CallContext context, CallArguments arguments);

    /// <inheritdoc/>
    protected internal sealed override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        CallWith(inputs, context, CallArguments.None);

    /// <inheritdoc/>
    internal sealed override IReadOnlyList<Tensor> CallWith(
        IReadOnlyList<Tensor> inputs, CallContext context, CallArguments arguments)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var mask = arguments.Roles.Contains(InputRole.AttentionMask) ? inputs[^1] : null;
        if (mask is not null && !TakesAttentionMask)
        {
            throw new NotSupportedException($"{Name} ({KerasName}) takes masks of its inputs, not one of attention.");
        }

        var (query, value, key) = Roles(mask is null ? inputs : [.. inputs.SkipLast(1)]);
        var (output, scores) = Attend(new AttentionInputs(query, value, key, mask), context, arguments);
        if (context.MaskOf(query) is { } steps && (KeepsGivenMask || !arguments.Roles.Contains(InputRole.QueryMask)))
        {
            context.PassMask(output, steps);
        }

        return arguments.ReturnAttentionScores ? [output, scores] : [output];
    }

    /// <inheritdoc/>
    /// <remarks>The call itself says it, as it holds for the first output only.</remarks>
    protected sealed override Tensor? ComputeMask(IReadOnlyList<Tensor> inputs, CallContext context) => null;

    /// <summary>Query, value and key of the inputs.</summary>
    private protected (T Query, T Value, T Key) Roles<T>(IReadOnlyList<T> inputs) => inputs.Count switch
    {
        2 => (inputs[0], inputs[1], inputs[1]),
        3 => (inputs[0], inputs[1], inputs[2]),
        _ => throw new ArgumentException(
            $"{GetType().Name} takes query and value, and a key or none; it was given {inputs.Count} inputs."),
    };

    private static CallArguments ArgumentsOf(IReadOnlyList<InputRole> roles, bool useCausalMask, bool withScores) =>
        new() { Roles = roles, UseCausalMask = useCausalMask, ReturnAttentionScores = withScores };
}

/// <summary>What an attention is given.</summary>
/// <param name="Query">What asks.</param>
/// <param name="Value">What is seen.</param>
/// <param name="Key">What the query is compared with; may be the value.</param>
/// <param name="Mask">True where a step may see another; null where all may.</param>
internal sealed record AttentionInputs(Tensor Query, Tensor Value, Tensor Key, Tensor? Mask);
