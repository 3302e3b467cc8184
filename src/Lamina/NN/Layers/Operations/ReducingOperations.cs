using Lamina.Ops;

namespace Lamina.NN;

/// <summary>A function of the elements along some axes, all of them where none is named.</summary>
internal abstract record ReducingOperation : OperationConfig
{
    public Axes? Axis { get; init; }

    public bool KeepDims { get; init; }

    public sealed override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments)
    {
        var x = operands[0];
        int[] axes = [.. Axis ?? [.. Enumerable.Range(0, x.Rank)]];
        return [Of(x, axes)];
    }

    protected abstract Tensor Of(Tensor x, int[] axes);
}

internal sealed record SumOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Sum(axes, KeepDims);
}

internal sealed record MeanOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Mean(axes, KeepDims);
}

internal sealed record MaxOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Max(axes, KeepDims);
}

internal sealed record MinOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Min(axes, KeepDims);
}

internal sealed record ProdOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Prod(axes, KeepDims);
}

internal sealed record VarOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Var(axes, KeepDims);
}

internal sealed record StdOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Std(axes, KeepDims);
}

/// <summary>The place of the largest along an axis.</summary>
internal sealed record ArgmaxOperation : OperationConfig
{
    public int? Axis { get; init; }

    public bool KeepDims { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments) =>
        [Axis is { } axis ? operands[0].ArgMax(axis, KeepDims) : operands[0].Ravel().ArgMax(0)];
}

/// <summary>The square root of the sum of squares along some axes.</summary>
internal sealed record NormOperation : ReducingOperation
{
    protected override Tensor Of(Tensor x, int[] axes) => x.Square().Sum(axes, KeepDims).Sqrt();
}

/// <summary>Elements divided by their norm along an axis, which is <see cref="Epsilon"/> at least, 1e-7 where that is null.</summary>
internal sealed record NormalizeOperation : OperationConfig
{
    public Axes Axis { get; init; } = -1;

    public double Order { get; init; } = 2;

    public double? Epsilon { get; init; }

    public override IReadOnlyList<Tensor> Of(IReadOnlyList<Tensor> operands, CallArguments arguments)
    {
        var x = operands[0];
        var norm = Order == 2
            ? x.Square().Sum([.. Axis], keepDims: true).Sqrt()
            : x.Abs().Pow(Order).Sum([.. Axis], keepDims: true).Pow(1 / Order);
        return [x / Tensor.Maximum(norm, Epsilon ?? 1e-7)];
    }
}
