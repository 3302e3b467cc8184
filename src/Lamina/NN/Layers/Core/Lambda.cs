namespace Lamina.NN;

/// <summary>What a <see cref="Lambda"/> layer is made of.</summary>
public sealed record LambdaConfig : LayerConfig
{
    /// <summary>What the layer computes.</summary>
    public required LambdaFunction Function { get; init; }
}

/// <summary>A function written in code as a layer: of any inputs, without weights.</summary>
/// <remarks>Files hold only the function's name. A model with such a layer is read where
/// <see cref="LambdaFunction.Define"/> says what the name stands for.</remarks>
public sealed class Lambda : ConfiguredLayer<LambdaConfig>
{
    /// <summary>A layer of a function of one input.</summary>
    /// <param name="function">What it computes, with the batch as first axis.</param>
    /// <param name="name">What files call the function; a model with a function without a name cannot be saved.</param>
    public Lambda(Func<Tensor, Tensor> function, string? name = null)
        : this(new LambdaConfig { Function = LambdaFunction.Of(function, name) })
    {
    }

    /// <summary>A layer of its config.</summary>
    public Lambda(LambdaConfig config)
        : base(config) => ArgumentNullException.ThrowIfNull(config.Function, nameof(config));

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context) =>
        [Config.Function.Function(inputs, context)];
}
