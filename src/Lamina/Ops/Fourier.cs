namespace Lamina.Ops;

/// <summary>The discrete Fourier transform of complex numbers, each a pair in the last axis: [.., n, 2] → [.., n,
/// 2].</summary>
/// <remarks>Formula: <c>y_k = Σ_j x_j e^(∓2πi·jk/n)</c>, with + for the inverse, which is not divided by n.</remarks>
internal sealed record Fourier(bool Inverse) : UnaryOp, IInterpreted
{
    public override Shape InferShape(Shape x) => x.Rank >= 2 && x[x.Rank - 1] == 2 && x[x.Rank - 2] > 0
        ? x
        : throw Mismatch.Shapes("Fourier needs pairs of real and imaginary part, at least one.", ("x", x));

    public override DType InferDType(DType x) =>
        x.IsFloat ? x : throw Mismatch.DType(this, "a floating-point tensor", x);

    // The transform is a symmetric matrix; its adjoint has the conjugate factors.
    public override Tensor Vjp(Tensor x, Tensor y, Tensor dy) => new Fourier(!Inverse).Of(dy);
}
