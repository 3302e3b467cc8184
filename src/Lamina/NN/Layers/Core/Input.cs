namespace Lamina.NN;

/// <summary>What an <see cref="Input"/> is made of.</summary>
public sealed record InputConfig : LayerConfig
{
    /// <summary>The shape with its batch axis, usually unknown.</summary>
    public required Shape BatchShape { get; init; }

    /// <summary>The type of the elements. Int64 is converted to int32 where it enters a plan; strings never do, so only
    /// layers that read values, such as <see cref="StringLookup"/>, may follow them.</summary>
    public DType DType { get; init; } = DType.Float32;
}

/// <summary>Where data enters a model: says the shape of one sample.</summary>
public sealed class Input : Layer<InputConfig>
{
    /// <summary>An input of vectors: <c>new Input(64)</c>; of images: <c>new Input(28, 28)</c>.</summary>
    /// <param name="axes">The shape of one sample.</param>
    public Input(params ReadOnlySpan<int> axes)
        : this(new InputConfig { BatchShape = [Shape.Unknown, .. axes] })
    {
    }

    /// <summary>An input of another type, such as strings: <c>new Input([1], DType.String)</c>.</summary>
    /// <param name="shape">The shape of one sample.</param>
    /// <param name="dtype">The type of the elements.</param>
    public Input(Shape shape, DType dtype)
        : this(new InputConfig { BatchShape = [Shape.Unknown, .. shape], DType = dtype })
    {
    }

    /// <summary>An input of its config.</summary>
    public Input(InputConfig config)
        : base(config)
    {
        if (config.BatchShape.Rank == 0)
        {
            throw new ArgumentException("An input has a batch axis; its BatchShape was given without axes.", nameof(config));
        }

        IsBuilt = true;
        BuildShapes = [config.BatchShape];
        Output = new LayerCall(this, config.BatchShape, config.DType).Outputs[0];
    }

    /// <summary>The placeholder to pass to the first layers.</summary>
    public new KerasTensor Output { get; }

    /// <inheritdoc/>
    public override string KerasName => "InputLayer";

    /// <summary>The placeholder to pass to the first layers.</summary>
    public static implicit operator KerasTensor(Input input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return input.Output;
    }

    /// <inheritdoc/>
    protected override Tensor Call(Tensor x, CallContext context) => x;
}
