namespace Lamina.Ops;

/// <summary>A product of each window of a map with one kernel: <c>y[b, o, n] = Σₑ,ᵢ x[b, place(o, e), i]·w[e, i, n]</c>.</summary>
/// <remarks>
/// <para>Shapes: x [batch, places.., cin], w [window.., cin/groups, cout] → y [batch, windows.., cout]. Channels and filters
/// are divided into groups, each for itself: depthwise is as many groups as channels.</para>
/// <para>With its two gradients it is closed: each is linear in both operands, and the gradients of each are the other
/// two. <c>⟨y, x∗w⟩</c> is one number, however it is added up.</para>
/// </remarks>
/// <param name="Windows">The windows.</param>
/// <param name="Groups">Into how many groups channels and filters are divided.</param>
internal sealed record Convolution(Windows Windows, int Groups = 1) : ConvolutionOp(Windows, Groups)
{
    public override Shape InferShape(Shape a, Shape b)
    {
        CheckMap("x", a);
        CheckKernel(b, ("x", a));
        CheckChannels(("x", a), b);
        return [a[0], .. Windows.Counts(a[1..^1]), b[^1]];
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new TransposedConvolution(Windows, a.Shape[1..^1], Groups).Of(dy, b),
         new KernelConvolution(Windows, Groups).Of(a, dy));
}

/// <summary>The gradient of a <see cref="Convolution"/>'s map: what each window saw gets its part back. As a layer it
/// enlarges maps.</summary>
/// <remarks>Shapes: y [batch, windows.., cout], w [window.., cin/groups, cout] → x [batch, places.., cin].</remarks>
/// <param name="Windows">The windows over x.</param>
/// <param name="Places">The lengths of x's axes of places, which its windows alone do not tell.</param>
/// <param name="Groups">Into how many groups channels and filters are divided.</param>
internal sealed record TransposedConvolution(Windows Windows, Shape Places, int Groups = 1) : ConvolutionOp(Windows, Groups)
{
    public override Shape InferShape(Shape a, Shape b)
    {
        CheckKernel(b, ("y", a));
        Shape map = [a.Rank > 0 ? a[0] : 1, .. Places, b[^2] * Groups];
        CheckMap("x", map);
        CheckWindows(map, a, b);
        return map;
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new Convolution(Windows, Groups).Of(dy, b), new KernelConvolution(Windows, Groups).Of(dy, a));
}

/// <summary>The gradient of a <see cref="Convolution"/>'s kernel: for each of its elements the product of what stood there
/// with what became of it, over all windows of all samples.</summary>
/// <remarks>Shapes: x [batch, places.., cin], y [batch, windows.., cout] → w [window.., cin/groups, cout].</remarks>
/// <param name="Windows">The windows over x.</param>
/// <param name="Groups">Into how many groups channels and filters are divided.</param>
internal sealed record KernelConvolution(Windows Windows, int Groups = 1) : ConvolutionOp(Windows, Groups)
{
    public override Shape InferShape(Shape a, Shape b)
    {
        CheckMap("x", a);
        if (a[^1] % Groups != 0)
        {
            throw Mismatch.Shapes($"{Name} needs channels ({a[^1]}) that divide into its {Groups} groups.", ("x", a), ("y", b));
        }

        Shape kernel = [.. Windows.Sizes, a[^1] / Groups, b.Rank > 0 ? b[^1] : 1];
        CheckKernel(kernel, ("y", b));
        CheckWindows(a, b, kernel);
        return kernel;
    }

    public override (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy) =>
        (new TransposedConvolution(Windows, a.Shape[1..^1], Groups).Of(b, dy), new Convolution(Windows, Groups).Of(a, dy));
}

/// <summary>What a convolution and its gradients have in common: three tensors, of which two give the third.</summary>
internal abstract record ConvolutionOp(Windows Windows, int Groups) : BinaryOp
{
    public override string Name =>
        $"{GetType().Name}{Windows.Sizes}{(Groups == 1 ? "" : $" in {Groups} groups")}";

    public sealed override DType InferDType(DType a, DType b) =>
        base.InferDType(a, b) is var dtype && dtype.IsFloat
            ? dtype
            : throw Mismatch.DType(this, "floating-point tensors", dtype);

    private protected void CheckMap(string name, Shape map) => Windows.Check(Name, name, map);

    private protected void CheckKernel(Shape kernel, (string Name, Shape Shape) other)
    {
        if (kernel.Rank != Windows.Rank + 2 || kernel[..^2] != [.. Windows.Sizes])
        {
            throw Mismatch.Shapes(
                $"{Name} needs a kernel of {Windows.Rank + 2} axes: the window {Windows.Sizes}, channels, and filters.",
                other,
                ("w", kernel));
        }

        if (Groups < 1 || kernel[^1] % Groups != 0)
        {
            throw Mismatch.Shapes($"{Name} needs filters ({kernel[^1]}) that divide into its {Groups} groups.", other, ("w", kernel));
        }
    }

    private protected void CheckChannels((string Name, Shape Shape) map, Shape kernel)
    {
        if (map.Shape[^1] != kernel[^2] * Groups)
        {
            throw Mismatch.Shapes(
                $"{Name} needs the channels of {map.Name} ({map.Shape[^1]}) to be those of w ({kernel[^2]}) times"
                + $" its groups ({Groups}).",
                map,
                ("w", kernel));
        }
    }

    private protected void CheckWindows(Shape map, Shape y, Shape kernel)
    {
        Shape wanted = [map[0], .. Windows.Counts(map[1..^1]), kernel[^1]];
        if (y != wanted)
        {
            throw Mismatch.Shapes($"{Name} needs y to be {wanted}: a result for each window of {map}.", ("y", y), ("w", kernel));
        }
    }
}
