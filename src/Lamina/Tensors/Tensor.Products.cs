using Lamina.Ops;

namespace Lamina;

// Products that sum over axes.
public sealed partial class Tensor
{
    /// <summary>The product of the last axis with the last but one of b, or its only one; a product with a number
    /// where either
    /// is one.</summary>
    /// <remarks>Shapes: [.., k]·[.., k, n] → [.., .., n]; leading axes stand side by side, unlike those of
    /// <see cref="MatMul"/>.</remarks>
    public Tensor Dot(Tensor b)
    {
        var (x, y) = Alike(this, b);
        return x.Rank == 0 || y.Rank == 0 ? x * y : Tensordot(x, y, [-1], [y.Rank == 1 ? 0 : -2]);
    }

    /// <summary>The products of the last axes, summed: [.., k] and [.., k] → [.., ..].</summary>
    public static Tensor Inner(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return a.Rank == 0 || b.Rank == 0 ? a * b : Tensordot(a, b, [-1], [-1]);
    }

    /// <summary>The product of each element of a with each of b, both in row-major order: → [m, n].</summary>
    public static Tensor Outer(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return a.Reshape([a.Shape.Size, 1]) * b.Reshape([1, b.Shape.Size]);
    }

    /// <summary>The products of the elements of two tensors in row-major order, summed.</summary>
    public static Tensor Vdot(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return (a.Ravel() * b.Ravel()).Sum();
    }

    /// <summary>The products along some axes, summed; the other axes of a and then those of b remain.</summary>
    /// <param name="a">One operand.</param>
    /// <param name="b">The other.</param>
    /// <param name="axesA">Axes of a.</param>
    /// <param name="axesB">An axis of b for each.</param>
    public static Tensor Tensordot(Tensor a, Tensor b, int[] axesA, int[] axesB)
    {
        ArgumentNullException.ThrowIfNull(axesA);
        ArgumentNullException.ThrowIfNull(axesB);
        (a, b) = Alike(a, b);
        int[] inA = [.. axesA.Select(a.Shape.NormalizeAxis)];
        int[] inB = [.. axesB.Select(b.Shape.NormalizeAxis)];
        var (x, y) = (a, b);
        if (inA.Length != inB.Length || inA.Zip(inB).Any(pair => x.Shape[pair.First] != y.Shape[pair.Second]))
        {
            throw Mismatch.Shapes(
                $"Tensordot needs axes of equal length; it was given {new Axes(axesA)} of a and {new Axes(axesB)} of b.",
                ("a", a.Shape), ("b", b.Shape));
        }

        int[] restA = [.. a.AllAxes().Except(inA)];
        int[] restB = [.. b.AllAxes().Except(inB)];
        Shape shape = [.. restA.Select(i => x.Shape[i]), .. restB.Select(i => y.Shape[i])];
        var inner = inA.Aggregate(1, (size, i) => size * x.Shape[i]);
        a = a.Transpose([.. restA, .. inA]).Reshape([inner == 0 ? 0 : a.Shape.Size / inner, inner]);
        b = b.Transpose([.. inB, .. restB]).Reshape([inner, inner == 0 ? 0 : b.Shape.Size / inner]);
        var product = a.DType.IsFloat ? a.MatMul(b) : (a.Numbers().ExpandDims(-1) * b.Numbers().ExpandDims(0)).Sum(1);
        return product.Reshape(shape);
    }

    /// <summary>The products along the last axes of a and the first of b, summed.</summary>
    /// <param name="a">One operand.</param>
    /// <param name="b">The other.</param>
    /// <param name="axes">How many axes.</param>
    public static Tensor Tensordot(Tensor a, Tensor b, int axes = 2) =>
        Tensordot(a, b, [.. Enumerable.Range(-axes, axes)], [.. Enumerable.Range(0, axes)]);

    /// <summary>Each element of a times the whole of b, in its place: [m, ..] and [n, ..] → [m·n, ..].</summary>
    public static Tensor Kron(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        var rank = Math.Max(a.Rank, b.Rank);
        int[] m = [.. Enumerable.Repeat(1, rank - a.Rank), .. a.Shape];
        int[] n = [.. Enumerable.Repeat(1, rank - b.Rank), .. b.Shape];
        var x = a.Reshape([.. m.SelectMany(static length => new[] { length, 1 })]);
        var y = b.Reshape([.. n.SelectMany(static length => new[] { 1, length })]);
        return (x * y).Reshape([.. m.Zip(n, static (p, q) => p * q)]);
    }

    /// <summary>The vector that is perpendicular to two of length 3, or of length 2 in a plane; other axes
    /// broadcast.</summary>
    /// <remarks>Of two vectors of length 2 the third component alone is given, without the axis.</remarks>
    /// <param name="a">Vectors.</param>
    /// <param name="b">Vectors.</param>
    /// <param name="axisA">The axis of a along which they lie.</param>
    /// <param name="axisB">The axis of b.</param>
    /// <param name="axisC">The axis of the result.</param>
    public static Tensor Cross(Tensor a, Tensor b, int axisA = -1, int axisB = -1, int axisC = -1)
    {
        (a, b) = Alike(a, b);
        (a, b) = (a.MoveAxis(axisA, -1), b.MoveAxis(axisB, -1));
        if (a.Shape[^1] is not (2 or 3) || b.Shape[^1] is not (2 or 3))
        {
            throw Mismatch.Shapes("Cross needs vectors of length 2 or 3.", ("a", a.Shape), ("b", b.Shape));
        }

        var (x, y) = (a, b);
        Tensor A(int i) => x.Select(-1, i);
        Tensor B(int i) => y.Select(-1, i);
        var third = (A(0) * B(1)) - (A(1) * B(0));
        if (a.Shape[^1] == 2 && b.Shape[^1] == 2)
        {
            return third;
        }

        var (a2, b2) = (a.Shape[^1] == 3 ? A(2) : A(0).ZerosLike(), b.Shape[^1] == 3 ? B(2) : B(0).ZerosLike());
        return Stack([(A(1) * b2) - (a2 * B(1)), (a2 * B(0)) - (A(0) * b2), third], -1).MoveAxis(-1, axisC);
    }

    /// <summary>The distance of each row of a from each of b: [.., m, k] and [.., n, k] → [.., m, n].</summary>
    public static Tensor Cdist(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        var square = (a.ExpandDims(-2) - b.ExpandDims(-3)).Square().Sum(-1);
        var isZero = square.EqualTo(0);
        return Where(isZero, 0, Where(isZero, 1, square).Sqrt());
    }
}
