namespace Lamina;

// Powers, roots and logarithms beyond those that have an op. Integers are taken as float32.
public sealed partial class Tensor
{
    /// <summary><c>2ˣ</c>.</summary>
    public Tensor Exp2() => Pow(2, Floats());

    /// <summary>The logarithm to base 2.</summary>
    public Tensor Log2() => Floats().Log() / Math.Log(2);

    /// <summary>The logarithm to base 10.</summary>
    public Tensor Log10() => Floats().Log() / Math.Log(10);

    /// <summary>The cube root, of the sign of x.</summary>
    public Tensor Cbrt()
    {
        var x = Floats();
        var isNegative = x < 0;
        var root = Where(isNegative, -x, x).Pow(1.0 / 3);
        return Where(isNegative, -root, root);
    }

    /// <summary><c>1/x</c>.</summary>
    public Tensor Reciprocal() => 1 / Floats();

    /// <summary><c>ln(eᵃ + eᵇ)</c>, without overflow; shapes broadcast.</summary>
    public static Tensor LogAddExp(Tensor a, Tensor b)
    {
        // max(a, b) + ln(1 + e^(−|a − b|)). The larger is chosen by its sign alone, so that both have half of the
        // slope where
        // they are equal; where the difference is NaN, as of ∞ and ∞, the sum of both says what the limit is.
        (a, b) = FloatsAlike(a, b);
        var difference = a - b;
        var soft = Where(difference < 0, b, a) + Where(difference < 0, difference, -difference).Exp().Log1p();
        return Where(difference.EqualTo(difference), soft, a + b);
    }

    /// <summary><c>log₂(2ᵃ + 2ᵇ)</c>, without overflow; shapes broadcast.</summary>
    public static Tensor LogAddExp2(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        return LogAddExp(a * Math.Log(2), b * Math.Log(2)) / Math.Log(2);
    }

    /// <summary><c>a·2ᵇ</c>; shapes broadcast.</summary>
    public static Tensor Ldexp(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        return a * b.Exp2();
    }
}
