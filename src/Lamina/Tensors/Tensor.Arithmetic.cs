using Lamina.Ops;

namespace Lamina;

// Operators. Where one operand is a number, it takes the dtype of the tensor.
public sealed partial class Tensor
{
    /// <summary>The negative of each element.</summary>
    public static Tensor operator -(Tensor x) => new Negate().Of(x);

    /// <summary>The sum, element by element; shapes broadcast.</summary>
    public static Tensor operator +(Tensor a, Tensor b) => new Add().Of(a, b);

    /// <summary>Each element plus a number.</summary>
    public static Tensor operator +(Tensor a, double b) => a + a.Like(b);

    /// <summary>A number plus each element.</summary>
    public static Tensor operator +(double a, Tensor b) => b.Like(a) + b;

    /// <summary>The difference, element by element; shapes broadcast.</summary>
    public static Tensor operator -(Tensor a, Tensor b) => new Subtract().Of(a, b);

    /// <summary>Each element minus a number.</summary>
    public static Tensor operator -(Tensor a, double b) => a - a.Like(b);

    /// <summary>A number minus each element.</summary>
    public static Tensor operator -(double a, Tensor b) => b.Like(a) - b;

    /// <summary>The product, element by element; shapes broadcast.</summary>
    public static Tensor operator *(Tensor a, Tensor b) => new Multiply().Of(a, b);

    /// <summary>Each element times a number.</summary>
    public static Tensor operator *(Tensor a, double b) => a * a.Like(b);

    /// <summary>A number times each element.</summary>
    public static Tensor operator *(double a, Tensor b) => b.Like(a) * b;

    /// <summary>The quotient, element by element; shapes broadcast.</summary>
    public static Tensor operator /(Tensor a, Tensor b) => new Divide().Of(a, b);

    /// <summary>Each element divided by a number.</summary>
    public static Tensor operator /(Tensor a, double b) => a / a.Like(b);

    /// <summary>A number divided by each element.</summary>
    public static Tensor operator /(double a, Tensor b) => b.Like(a) / b;

    /// <summary>True where a is less than b.</summary>
    public static Tensor operator <(Tensor a, Tensor b) => new Less().Of(a, b);

    /// <summary>True where a is less than a number.</summary>
    public static Tensor operator <(Tensor a, double b) => a < a.Like(b);

    /// <summary>True where a is greater than b.</summary>
    public static Tensor operator >(Tensor a, Tensor b) => new Less().Of(b, a);

    /// <summary>True where a is greater than a number.</summary>
    public static Tensor operator >(Tensor a, double b) => a > a.Like(b);

    /// <summary>True where a is at most b.</summary>
    public static Tensor operator <=(Tensor a, Tensor b) => new LessOrEqual().Of(a, b);

    /// <summary>True where a is at most a number.</summary>
    public static Tensor operator <=(Tensor a, double b) => a <= a.Like(b);

    /// <summary>True where a is at least b.</summary>
    public static Tensor operator >=(Tensor a, Tensor b) => new LessOrEqual().Of(b, a);

    /// <summary>True where a is at least a number.</summary>
    public static Tensor operator >=(Tensor a, double b) => a >= a.Like(b);

    /// <summary>True where both are.</summary>
    public static Tensor operator &(Tensor a, Tensor b) => new LogicalAnd().Of(a, b);

    /// <summary>True where either is.</summary>
    public static Tensor operator |(Tensor a, Tensor b) => new LogicalOr().Of(a, b);

    /// <summary>True where x is false.</summary>
    public static Tensor operator !(Tensor x) => new LogicalNot().Of(x);

    /// <summary>True where a equals b. (<c>==</c> compares references, as for any class.)</summary>
    public Tensor EqualTo(Tensor b) => new Equal().Of(this, b);

    /// <summary>True where the element is the given number.</summary>
    public Tensor EqualTo(double b) => EqualTo(Like(b));

    /// <summary>True where a differs from b.</summary>
    public Tensor NotEqualTo(Tensor b) => new NotEqual().Of(this, b);

    /// <summary>True where the element is not the given number.</summary>
    public Tensor NotEqualTo(double b) => NotEqualTo(Like(b));

    /// <summary>a where the mask is true, b elsewhere; shapes broadcast.</summary>
    public static Tensor Where(Tensor mask, Tensor a, Tensor b) => new Where().Of(mask, a, b);

    /// <summary>A number where the mask is true, b elsewhere.</summary>
    public static Tensor Where(Tensor mask, double a, Tensor b) => Where(mask, Checked(b).Like(a), b);

    /// <summary>a where the mask is true, a number elsewhere.</summary>
    public static Tensor Where(Tensor mask, Tensor a, double b) => Where(mask, a, Checked(a).Like(b));

    /// <summary>The larger of a and b, element by element.</summary>
    public static Tensor Maximum(Tensor a, Tensor b) => new Maximum().Of(a, b);

    /// <summary>The larger of a and a number.</summary>
    public static Tensor Maximum(Tensor a, double b) => Maximum(a, Checked(a).Like(b));

    /// <summary>The smaller of a and b, element by element.</summary>
    public static Tensor Minimum(Tensor a, Tensor b) => new Minimum().Of(a, b);

    /// <summary>The smaller of a and a number.</summary>
    public static Tensor Minimum(Tensor a, double b) => Minimum(a, Checked(a).Like(b));

    /// <summary>A number to the power of each element.</summary>
    public static Tensor Pow(double a, Tensor b) => Checked(b).Like(a).Pow(b);

    /// <summary>A scalar of the given value and this tensor's dtype.</summary>
    internal Tensor Like(double value) => Scalar(value, DType);

    private static Tensor Checked(Tensor x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return x;
    }
}
