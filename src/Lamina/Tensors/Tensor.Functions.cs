using Lamina.Ops;

namespace Lamina;

// Functions of each element, the matrix product, and what is composed of them.
public sealed partial class Tensor
{
    /// <summary><c>|x|</c>.</summary>
    public Tensor Abs() => new Abs().Of(this);

    /// <summary>−1, 0 or 1 by the sign.</summary>
    public Tensor Sign() => DType.IsInteger ? (this > 0).Cast(DType) - (this < 0).Cast(DType) : new Sign().Of(this);

    /// <summary>The largest whole number that is not above x.</summary>
    public Tensor Floor() => new Floor().Of(this);

    /// <summary>The nearest whole number; halves go to the even one.</summary>
    public Tensor Round() => new Round().Of(this);

    /// <summary>True where x is neither infinite nor NaN.</summary>
    public Tensor IsFinite() => new IsFinite().Of(this);

    /// <summary><c>x²</c>.</summary>
    public Tensor Square() => new Square().Of(this);

    /// <summary><c>√x</c>; NaN below 0.</summary>
    public Tensor Sqrt() => new Sqrt().Of(this);

    /// <summary><c>1/√x</c>.</summary>
    public Tensor Rsqrt() => new Rsqrt().Of(this);

    /// <summary><c>eˣ</c>.</summary>
    public Tensor Exp() => new Exp().Of(this);

    /// <summary><c>eˣ − 1</c>, exact near 0.</summary>
    public Tensor Expm1() => new Expm1().Of(this);

    /// <summary>The natural logarithm; −∞ at 0, NaN below.</summary>
    public Tensor Log() => new Log().Of(this);

    /// <summary><c>ln(1 + x)</c>, exact near 0.</summary>
    public Tensor Log1p() => new Log1p().Of(this);

    /// <summary>Sine of radians.</summary>
    public Tensor Sin() => new Sin().Of(this);

    /// <summary>Cosine of radians.</summary>
    public Tensor Cos() => new Cos().Of(this);

    /// <summary>Hyperbolic tangent.</summary>
    public Tensor Tanh() => new Tanh().Of(this);

    /// <summary>The logistic function <c>1/(1 + e⁻ˣ)</c>.</summary>
    public Tensor Sigmoid() => new Sigmoid().Of(this);

    /// <summary>The error function.</summary>
    public Tensor Erf() => new Erf().Of(this);

    /// <summary><c>max(x, 0)</c>.</summary>
    public Tensor Relu() => new Relu().Of(this);

    /// <summary><c>ln(1 + eˣ)</c>, without overflow.</summary>
    public Tensor Softplus() => Where(this < 0, 0, this) + Log1pExpOfMinusAbs();

    /// <summary><c>ln(1/(1 + e⁻ˣ))</c>, without overflow.</summary>
    public Tensor LogSigmoid() => Where(this < 0, this, 0) - Log1pExpOfMinusAbs();

    /// <summary><c>xᵇ</c>.</summary>
    public Tensor Pow(Tensor b) => new Power().Of(this, b);

    /// <summary><c>xᵇ</c>.</summary>
    public Tensor Pow(double b) => Pow(Like(b));

    /// <summary>x, but not below <paramref name="low"/> nor above <paramref name="high"/>.</summary>
    public Tensor Clip(double low, double high) => Minimum(Maximum(this, low), high);

    /// <summary>x, but not below <paramref name="low"/> nor above <paramref name="high"/>, element by element; shapes
    /// broadcast.</summary>
    public Tensor Clip(Tensor low, Tensor high) => Minimum(Maximum(this, low), high);

    /// <summary>The same values in another dtype: floats are truncated to integers, numbers to bool by
    /// <c>x ≠ 0</c>.</summary>
    public Tensor Cast(DType to) => to == DType ? this : new Cast(to).Of(this);

    /// <summary>The same values, through which no gradient flows.</summary>
    public Tensor StopGradient() => new StopGradient().Of(this);

    /// <summary><c>e^(xᵢ) / Σⱼ e^(xⱼ)</c> along an axis, without overflow.</summary>
    public Tensor Softmax(int axis = -1) => AlongLast(axis, static x => new Softmax().Of(x));

    /// <summary><c>ln softmax(x)</c> along an axis, without overflow.</summary>
    public Tensor LogSoftmax(int axis = -1) => AlongLast(axis, static x => new LogSoftmax().Of(x));

    /// <summary>The matrix product over the last two axes: [.., m, k]·[.., k, n] → [.., m, n].</summary>
    /// <exception cref="ShapeMismatchException">The inner axes differ.</exception>
    public Tensor MatMul(Tensor b)
    {
        ArgumentNullException.ThrowIfNull(b);
        if (Rank <= 2 || b.Rank != 2)
        {
            return new MatMul().Of(this, b);
        }

        // One large product instead of many small ones; the rule is asked first, so that errors show the shapes given.
        new MatMul().InferShape(Shape, b.Shape);
        Tensor rows = Reshape([Shape[..^1].Size, Shape[Rank - 1]]);
        return new MatMul().Of(rows, b).Reshape([.. Shape[..^1], b.Shape[1]]);
    }

    // ln(1 + e^(−|x|)): what softplus and log-sigmoid share, in one form, so that it is computed once. The selection
    // has the slope −1 at 0, where that of |x| would be 0, and so softplus has the slope ½ there, as it should.
    private Tensor Log1pExpOfMinusAbs() => Where(this < 0, this, -this).Exp().Log1p();

    private Tensor AlongLast(int axis, Func<Tensor, Tensor> function)
    {
        var last = Rank - 1;
        return Shape.NormalizeAxis(axis) == last ? function(this) : function(SwapAxes(axis, last)).SwapAxes(axis, last);
    }
}
