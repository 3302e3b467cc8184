using Lamina.Ops;

namespace Lamina.NN;

/// <summary>The same elements under another shape, whose first axis may be the batch's; −1 is what remains.</summary>
internal sealed record ReshapeOperation : OperationConfig
{
    public required Shape Newshape { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) => [operands[0].Reshape(Newshape)];
}

/// <summary>Axes in another order; reversed where none is given.</summary>
internal sealed record TransposeOperation : OperationConfig
{
    public Axes? Axes { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Axes is { } order ? operands[0].Transpose([.. order]) : operands[0].Transpose()];
}

internal sealed record ExpandDimsOperation : OperationConfig
{
    public required Axes Axis { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Axis.Aggregate(operands[0], static (x, axis) => x.ExpandDims(axis))];
}

/// <summary>Without axes of length 1: those named, or all but the batch's.</summary>
internal sealed record SqueezeOperation : OperationConfig
{
    public Axes? Axis { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments)
    {
        var x = operands[0];
        int[] axes = Axis is { } given
            ? [.. given.Select(x.Shape.NormalizeAxis)]
            : [.. Enumerable.Range(1, Math.Max(0, x.Rank - 1)).Where(axis => x.Shape[axis] == 1)];
        return [axes.OrderDescending().Aggregate(x, static (y, axis) => y.Squeeze(axis))];
    }
}

internal sealed record ConcatenateOperation : OperationConfig
{
    public int Axis { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Tensor.Concat([.. operands], Axis)];
}

internal sealed record StackOperation : OperationConfig
{
    public int Axis { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Tensor.Stack([.. operands], Axis)];
}

internal sealed record TileOperation : OperationConfig
{
    public required Axes Repeats { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [operands[0].Tile([.. Repeats])];
}

/// <summary>A part of a tensor: what the call says for each axis.</summary>
internal sealed record GetItemOperation : OperationConfig
{
    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [operands[0][[.. arguments.Index]]];
}

/// <summary>Equal parts along an axis, or parts that end before some places.</summary>
internal sealed record SplitOperation : OperationConfig
{
    /// <summary>The places before which parts end; a single number below 0 is how many equal parts there are, negative.</summary>
    public required Axes Sections { get; init; }

    public int Axis { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments)
    {
        var x = operands[0];
        var axis = x.Shape.NormalizeAxis(Axis);
        var length = x.Shape[axis];
        int[] starts = [0, .. Sections];
        if (Sections is [< 0 and var parts])
        {
            parts = -parts;
            starts = length % parts == 0
                ? [.. Enumerable.Range(0, parts).Select(part => part * (length / parts))]
                : throw new ArgumentException($"Split cannot part an axis of {length} into {parts} equal parts.");
        }

        return [.. starts.Zip([.. starts.Skip(1), length], (start, end) => x.Slice(axis, start, end - start))];
    }
}

/// <summary>What TensorFlow does with square blocks of pixels.</summary>
internal abstract record BlockOperation : OperationConfig
{
    private const int Largest = 1 << 15;

    public required int BlockSize
    {
        get;
        init => field = value is > 0 and <= Largest
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, $"Blocks have sides from 1 to {Largest}.");
    }

    public DataFormat DataFormat { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Of(operands[0], DataFormat == DataFormat.ChannelsFirst)];

    protected abstract Tensor Of(Tensor x, bool isChannelsFirst);
}

/// <summary>Channels laid out as blocks of pixels, which TensorFlow has as one operation.</summary>
internal sealed record DepthToSpaceOperation : BlockOperation
{
    protected override Tensor Of(Tensor x, bool isChannelsFirst) => x.DepthToSpace(BlockSize, isChannelsFirst);
}

/// <summary>Blocks of pixels laid out as channels, which TensorFlow has as one operation.</summary>
internal sealed record SpaceToDepthOperation : BlockOperation
{
    protected override Tensor Of(Tensor x, bool isChannelsFirst) => x.SpaceToDepth(BlockSize, isChannelsFirst);
}

/// <summary>One of two tensors for each element.</summary>
internal sealed record WhereOperation : OperationConfig
{
    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) => operands.Count == 3
        ? [Tensor.Where(operands[0].Cast(DType.Bool), operands[1], operands[2].Cast(operands[1].DType))]
        : throw new ArgumentException($"Where takes a condition and two tensors; it was given {operands.Count} operands.");
}
