using Lamina.Ops;

namespace Lamina.NN;

/// <summary>What a <see cref="MaxNumBoundingBoxes"/> layer is made of.</summary>
public sealed record MaxNumBoundingBoxesConfig : ImageLayerConfig
{
    /// <summary>How many boxes there are for each image then.</summary>
    public required int MaxNumber { get; init => field = Guard.Positive(value); }

    /// <summary>What stands for boxes and labels that are missing.</summary>
    public int FillValue { get; init; } = -1;
}

/// <summary>Brings the boxes of images, and their labels, to one number: the first are kept, missing ones are filled
/// up.</summary>
/// <remarks>Takes images, which stay; or boxes [batch, n, 4] and labels [batch, n]; or images, boxes and labels. Gives the same, with
/// MaxNumber in the place of n.</remarks>
public sealed class MaxNumBoundingBoxes : ConfiguredLayer<MaxNumBoundingBoxesConfig>
{
    /// <summary>A layer that gives a number of boxes.</summary>
    public MaxNumBoundingBoxes(int maxNumber, int fillValue = -1)
        : this(new MaxNumBoundingBoxesConfig { MaxNumber = maxNumber, FillValue = fillValue })
    {
    }

    /// <summary>A layer of its config.</summary>
    public MaxNumBoundingBoxes(MaxNumBoundingBoxesConfig config)
        : base(config)
    {
    }

    /// <inheritdoc/>
    protected override void Build(IReadOnlyList<Shape> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        if (inputs.Count is not (1 or 2 or 3))
        {
            throw new ArgumentException(
                $"MaxNumBoundingBoxes takes images, or boxes and labels, or images, boxes and labels; it was given {inputs.Count} inputs.");
        }

        if (inputs.Count > 1 && (inputs[^2].Rank != 3 || inputs[^2][^1] != 4 || inputs[^1].Rank != 2))
        {
            throw Mismatch.Shapes(
                "MaxNumBoundingBoxes needs boxes [batch, n, 4] and labels [batch, n].", ("boxes", inputs[^2]), ("labels", inputs[^1]));
        }
    }

    /// <inheritdoc/>
    protected internal override IReadOnlyList<Tensor> Call(IReadOnlyList<Tensor> inputs, CallContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var kept = inputs.Count == 2 ? 0 : 1;
        return [.. inputs.Select((x, i) => i < kept ? x : Filled(x))];
    }

    private Tensor Filled(Tensor x)
    {
        var (count, most) = (x.Shape[1], Config.MaxNumber);
        return count >= most
            ? x.Slice(1, 0, most)
            : Tensor.Concat([x, Tensor.Full(x.Shape.With(1, most - count), Config.FillValue, x.DType)], 1);
    }
}
