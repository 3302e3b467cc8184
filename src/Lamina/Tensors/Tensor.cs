using Lamina.Graphs;
using Lamina.Ops;

namespace Lamina;

/// <summary>An array of numbers with a shape, given or computed: what users write formulas with.</summary>
/// <remarks>A tensor is immutable. Formulas build a graph; its values are computed when they are asked for
/// (<c>ToArray</c>) or when the function that contains them is compiled. No tensor is ever disposed.</remarks>
public sealed partial class Tensor
{
    internal Tensor(Node node, Shape shape, DType dtype)
    {
        Node = node;
        Shape = shape;
        DType = dtype;
    }

    /// <summary>The lengths of the axes, outermost first.</summary>
    public Shape Shape { get; }

    /// <summary>The type of the elements.</summary>
    public DType DType { get; }

    /// <summary>The number of axes.</summary>
    public int Rank => Shape.Rank;

    internal Node Node { get; }

    internal Op Op => Node.Op;

    internal TensorType Type => new(Shape, DType);

    /// <summary>The tensor's dtype and shape, as <c>float32[32, 784]</c>.</summary>
    public override string ToString() => Type.ToString();
}
