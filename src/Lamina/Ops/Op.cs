using Lamina.Graphs;

namespace Lamina.Ops;

/// <summary>What is known of a tensor before it has values.</summary>
/// <param name="Shape">The lengths of its axes.</param>
/// <param name="DType">The type of its elements.</param>
internal readonly record struct TensorType(Shape Shape, DType DType)
{
    public override string ToString() => $"{DType.KerasName}{Shape}";
}

/// <summary>One word of the vocabulary: what it gives for given inputs, and its gradient. How a machine runs it stands
/// in that machine's backend.</summary>
/// <remarks>Records are compared by value, so equal ops on equal inputs are one node after common-subexpression
/// elimination. All that is static (axes, epsilon) is a property; inputs are tensors.</remarks>
internal abstract record Op
{
    /// <summary>The name in messages and printed graphs.</summary>
    public virtual string Name => GetType().Name;

    /// <summary>True when each output element depends only on the input elements at the same (broadcast) place.</summary>
    public virtual bool IsElementwise => false;

    /// <summary>False for ops through which no gradient flows: comparisons, indices, constants, random numbers.</summary>
    public virtual bool IsDifferentiable => true;

    /// <summary>The type of the output for inputs of the given types.</summary>
    /// <exception cref="ShapeMismatchException">The shapes do not fit.</exception>
    /// <exception cref="DTypeMismatchException">The dtypes do not fit.</exception>
    public abstract TensorType Infer(ReadOnlySpan<TensorType> inputs);

    /// <summary>The vector-Jacobian product: for each input of <paramref name="node"/> the gradient of it, given the
    /// gradient <paramref name="dy"/> of the output; null where none flows.</summary>
    /// <remarks>A gradient may have the broadcast shape of the output; <c>Gradient</c> sums it back.</remarks>
    public abstract Tensor?[] Vjp(Node node, Tensor dy);

    /// <summary>Puts the op into the graph.</summary>
    public Tensor Of(params ReadOnlySpan<Tensor> inputs) => Node.Create(this, inputs).Output;
}

/// <summary>An op of one input.</summary>
internal abstract record UnaryOp : Op
{
    /// <summary>The output's shape; the input's by default.</summary>
    public virtual Shape InferShape(Shape x) => x;

    /// <summary>The output's dtype; the input's by default.</summary>
    public virtual DType InferDType(DType x) => x;

    /// <summary>The gradient of x.</summary>
    public abstract Tensor? Vjp(Tensor x, Tensor y, Tensor dy);

    public sealed override TensorType Infer(ReadOnlySpan<TensorType> inputs) =>
        new(InferShape(inputs[0].Shape), InferDType(inputs[0].DType));

    public sealed override Tensor?[] Vjp(Node node, Tensor dy) => [Vjp(node.Inputs[0], node.Output, dy)];
}

/// <summary>An op of two inputs.</summary>
internal abstract record BinaryOp : Op
{
    /// <summary>The output's shape; by default what the inputs broadcast to.</summary>
    public virtual Shape InferShape(Shape a, Shape b) =>
        Shape.TryBroadcast(a, b) ?? throw Mismatch.Broadcast(this, ("a", a), ("b", b));

    /// <summary>The output's dtype; by default that of both inputs, which must be the same.</summary>
    public virtual DType InferDType(DType a, DType b) =>
        a == b ? a : throw Mismatch.DTypes(this, ("a", a), ("b", b));

    /// <summary>The gradients of a and b.</summary>
    public abstract (Tensor? Da, Tensor? Db) Vjp(Tensor a, Tensor b, Tensor y, Tensor dy);

    public sealed override TensorType Infer(ReadOnlySpan<TensorType> inputs) =>
        new(InferShape(inputs[0].Shape, inputs[1].Shape), InferDType(inputs[0].DType, inputs[1].DType));

    public sealed override Tensor?[] Vjp(Node node, Tensor dy)
    {
        var (da, db) = Vjp(node.Inputs[0], node.Inputs[1], node.Output, dy);
        return [da, db];
    }
}

/// <summary>An op without inputs: where values come from.</summary>
internal abstract record SourceOp(TensorType Type) : Op
{
    public override bool IsDifferentiable => false;

    public sealed override TensorType Infer(ReadOnlySpan<TensorType> inputs) => Type;

    public sealed override Tensor?[] Vjp(Node node, Tensor dy) => [];
}
