namespace Lamina;

// Comparisons and truth values; numbers count as true where they are not 0.
public sealed partial class Tensor
{
    /// <summary>True where both are; shapes broadcast.</summary>
    public static Tensor LogicalAnd(Tensor a, Tensor b) => Checked(a).Truth() & Checked(b).Truth();

    /// <summary>True where either is; shapes broadcast.</summary>
    public static Tensor LogicalOr(Tensor a, Tensor b) => Checked(a).Truth() | Checked(b).Truth();

    /// <summary>True where exactly one is; shapes broadcast.</summary>
    public static Tensor LogicalXor(Tensor a, Tensor b) => Checked(a).Truth().NotEqualTo(Checked(b).Truth());

    /// <summary>True where x is false.</summary>
    public Tensor LogicalNot() => !Truth();

    /// <summary>Whether all elements along some axes are true; along none given, all. Of nothing, true.</summary>
    public Tensor All(int[]? axes = null, bool keepDims = false) => CountTrue(!Truth(), axes, keepDims).EqualTo(0);

    /// <summary>Whether any element along some axes is true; along none given, any of all. Of nothing, false.</summary>
    public Tensor Any(int[]? axes = null, bool keepDims = false) => CountTrue(Truth(), axes, keepDims).NotEqualTo(0);

    /// <summary>How many elements along some axes are not 0, as int32; along none given, of all.</summary>
    public Tensor CountNonzero(int[]? axes = null, bool keepDims = false) => CountTrue(Truth(), axes, keepDims);

    /// <summary>True where a and b differ by at most <c>absolute + relative·|b|</c>; equal infinities are close, NaN
    /// only if
    /// <paramref name="equalNaN"/>. Shapes broadcast.</summary>
    public static Tensor IsClose(Tensor a, Tensor b, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false)
    {
        (a, b) = FloatsAlike(a, b);
        var close = a.EqualTo(b) | (((a - b).Abs() <= absolute + (relative * b.Abs())) & b.IsFinite());
        return equalNaN ? close | (a.IsNaN() & b.IsNaN()) : close;
    }

    /// <summary>Whether all elements of a and b are close; see <see cref="IsClose"/>.</summary>
    public static Tensor AllClose(Tensor a, Tensor b, double relative = 1e-5, double absolute = 1e-8, bool equalNaN = false) =>
        IsClose(a, b, relative, absolute, equalNaN).All();

    /// <summary>True where an element is among those of another tensor.</summary>
    /// <param name="among">The elements to look among, of any shape.</param>
    /// <param name="invert">True where it is not among them.</param>
    public Tensor IsIn(Tensor among, bool invert = false)
    {
        var (x, set) = Alike(this, among);
        var sorted = set.Numbers().Ravel().Sort();
        x = x.Numbers();
        var found = sorted.Shape.Size == 0
            ? Never()
            : sorted.Gather(Minimum(sorted.SearchSorted(x), sorted.Shape.Size - 1)).EqualTo(x);
        return invert ? !found : found;
    }

    private static Tensor CountTrue(Tensor x, int[]? axes, bool keepDims) =>
        x.Cast(DType.Int32).Sum(axes ?? x.AllAxes(), keepDims);
}
