namespace Lamina.NN;

/// <summary>What an <see cref="Input"/> is made of.</summary>
public sealed record InputConfig : LayerConfig
{
    /// <summary>The shape with its batch axis, usually unknown.</summary>
    public required Shape BatchShape { get; init; }

    /// <summary>The type of the elements.</summary>
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

    /// <summary>An input of its config.</summary>
    public Input(InputConfig config)
        : base(config)
    {
        if (config.BatchShape.Rank == 0)
        {
            throw new ArgumentException("An input has a batch axis; its BatchShape was given without axes.", nameof(config));
        }

        if (config.DType is DType.Int64)
        {
            throw new DTypeMismatchException(
                $"An input of a model is float32, float64, int32, uint8 or bool; it was given {config.DType.KerasName}. Data of any dtype is converted as it is fed.");
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
