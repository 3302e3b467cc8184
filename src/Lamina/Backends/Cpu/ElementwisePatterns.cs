using Lamina.Backends.Cpu.Kernels;
using Lamina.Graphs;
using Lamina.Ops;
using unsafe TileFunction = delegate*<float*, float*, float*, float*, nint, void>;

namespace Lamina.Backends.Cpu;

/// <summary>Several elementwise nodes that one kernel of three operands does at once.</summary>
internal enum FusedKernel
{
    /// <summary>a·b + c.</summary>
    MultiplyAdd,

    /// <summary>c − a·b.</summary>
    SubtractMultiplied,

    /// <summary>a + (b − a)·c.</summary>
    Lerp,

    /// <summary>a + (b² − a)·c.</summary>
    LerpSquare,

    /// <summary>a/(√b + c).</summary>
    OverRoot,

    /// <summary>a/√(b + c).</summary>
    OverRootOfSum,
}

/// <summary>A match: the kernel, its operands, and the nodes inside that need no instruction of their own.</summary>
internal sealed record PatternMatch(FusedKernel Kernel, Tensor[] Operands, Node[] Absorbed);

/// <summary>The table of patterns, the larger ones first.</summary>
/// <param name="source">The tensor behind names that change nothing.</param>
/// <param name="isInner">Whether a tensor is computed in the same program for one use only.</param>
internal sealed class ElementwisePatterns(Func<Tensor, Tensor> source, Func<Tensor, bool> isInner)
{
    /// <summary>The pattern that ends in a node; null if none does.</summary>
    public PatternMatch? Find(Node node) => node.Output.DType != DType.Float32 ? null : node.Op switch
    {
        Add => Lerp(node) ?? Sum(node),
        Subtract => Inner<Multiply>(node, 1) is { } product
            ? new(FusedKernel.SubtractMultiplied, [Input(product, 0), Input(product, 1), Input(node, 0)], [product])
            : null,
        Divide => OverRoot(node),
        _ => null,
    };

    /// <summary>The loop of a fused kernel.</summary>
    public static unsafe TileFunction Choose(FusedKernel kernel, SimdWidth width, bool a, bool b, bool c) => kernel switch
    {
        FusedKernel.MultiplyAdd => Elementwise.Ternary<MultiplyAddKernel>(width, a, b, c),
        FusedKernel.SubtractMultiplied => Elementwise.Ternary<SubtractMultipliedKernel>(width, a, b, c),
        FusedKernel.Lerp => Elementwise.Ternary<LerpKernel>(width, a, b, c),
        FusedKernel.LerpSquare => Elementwise.Ternary<LerpSquareKernel>(width, a, b, c),
        FusedKernel.OverRoot => Elementwise.Ternary<OverRootKernel>(width, a, b, c),
        _ => Elementwise.Ternary<OverRootOfSumKernel>(width, a, b, c),
    };

    // x + s·(y − x), also with y a square.
    private PatternMatch? Lerp(Node node)
    {
        for (var side = 0; side < 2; side++)
        {
            var x = Input(node, 1 - side);
            if (Inner<Multiply>(node, side) is not { } product)
            {
                continue;
            }

            for (var at = 0; at < 2; at++)
            {
                if (Inner<Subtract>(product, at) is { } difference && Input(difference, 1) == x)
                {
                    var share = Input(product, 1 - at);
                    return Inner<Square>(difference, 0) is { } square
                        ? new(FusedKernel.LerpSquare, [x, Input(square, 0), share], [product, difference, square])
                        : new(FusedKernel.Lerp, [x, Input(difference, 0), share], [product, difference]);
                }
            }
        }

        return null;
    }

    private PatternMatch? Sum(Node node)
    {
        for (var side = 0; side < 2; side++)
        {
            if (Inner<Multiply>(node, side) is { } product)
            {
                return new(FusedKernel.MultiplyAdd, [Input(product, 0), Input(product, 1), Input(node, 1 - side)], [product]);
            }
        }

        return null;
    }

    private PatternMatch? OverRoot(Node node)
    {
        if (Inner<Add>(node, 1) is { } sum && Inner<Sqrt>(sum, 0) is { } root)
        {
            return new(FusedKernel.OverRoot, [Input(node, 0), Input(root, 0), Input(sum, 1)], [sum, root]);
        }

        return Inner<Sqrt>(node, 1) is { } whole && Inner<Add>(whole, 0) is { } inside
            ? new(FusedKernel.OverRootOfSum, [Input(node, 0), Input(inside, 0), Input(inside, 1)], [whole, inside])
            : null;
    }

    private Tensor Input(Node node, int position) => source(node.Inputs[position]);

    private Node? Inner<TOp>(Node node, int position) =>
        Input(node, position) is var x && x.Op is TOp && isInner(x) ? x.Node : null;
}
