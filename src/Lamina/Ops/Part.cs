namespace Lamina.Ops;

/// <summary>Some entries of the first axis that follow each other. Like a reshape it is only a name: the kernel of an op
/// that gives several tensors writes them one behind the other, and nothing is copied to take one.</summary>
internal sealed record Part(int Start, int Count) : UnaryOp
{
    public override Shape InferShape(Shape x) => x.Rank > 0 && Start >= 0 && Count >= 0 && Start + Count <= x[0]
        ? x.With(0, Count)
        : throw Mismatch.Shapes($"Part takes {Count} entries of axis 0 from {Start}.", ("x", x));

    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => dy.Pad(0, Start, x.Shape[0] - Start - Count);
}
