namespace Lamina.Ops;

/// <summary>Uniform numbers in [0, 1): a pure function of (key, counter, place), so that the same step gives the same
/// numbers on any number of threads. The counter is an int32 scalar that grows from step to step.</summary>
internal sealed record RandomUniform(Shape Shape, ulong Key) : UnaryOp
{
    public override bool IsDifferentiable => false;

    public override Shape InferShape(Shape x) => Shape;

    public override DType InferDType(DType x) =>
        x == DType.Int32 ? DType.Float32 : throw Mismatch.DType(this, "an int32 counter", x);

    public override Tensor? Vjp(Tensor x, Tensor y, Tensor dy) => null;
}
