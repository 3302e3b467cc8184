using Lamina.Ops;

namespace Lamina;

// Whole numbers, division that leaves a remainder, and numbers that are none.
public sealed partial class Tensor
{
    /// <summary>The smallest whole number that is not below x.</summary>
    public Tensor Ceil() => -(-Floats()).Floor();

    /// <summary>x without its fraction; integers stay as they are.</summary>
    public Tensor Trunc() => DType.IsFloat ? Where(this < 0, -(-this).Floor(), Floor()) : this;

    /// <summary>The nearest number of so many decimals, halves to the even one; of tens, hundreds, … if
    /// negative.</summary>
    public Tensor Round(int decimals)
    {
        if (!DType.IsFloat)
        {
            return decimals >= 0 ? this : Cast(DType.Float32).Round(decimals).Cast(DType);
        }

        var scale = Math.Pow(10, Math.Abs(decimals));
        return decimals == 0 ? Round() : decimals > 0 ? (this * scale).Round() / scale : (this / scale).Round() * scale;
    }

    /// <summary>The largest whole number that is not above a/b; shapes broadcast. Of integers it is an integer, 0
    /// where b is
    /// 0.</summary>
    public static Tensor FloorDivide(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return new FloorDivide().Of(a.Numbers(), b.Numbers());
    }

    /// <summary>What a division towards −∞ leaves, with the sign of b; shapes broadcast. Of integers 0 where b is
    /// 0.</summary>
    public static Tensor Mod(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return new Modulo().Of(a.Numbers(), b.Numbers());
    }

    /// <summary>What a division towards 0 leaves, with the sign of a; shapes broadcast. Of integers 0 where b is
    /// 0.</summary>
    public static Tensor Fmod(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return new Remainder().Of(a.Numbers(), b.Numbers());
    }

    /// <summary><c>a/b</c>, and 0 where b is 0; shapes broadcast.</summary>
    public static Tensor DivideNoNan(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        var isZero = b.EqualTo(0);
        return Where(isZero, 0, a / Where(isZero, 1, b));
    }

    /// <summary>The greatest common divisor of integers; shapes broadcast.</summary>
    public static Tensor Gcd(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        (a, b) = Spread("Gcd", a, b);
        return new Gcd().Of(a, b);
    }

    /// <summary>The least common multiple of integers, 0 if either is; shapes broadcast.</summary>
    public static Tensor Lcm(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return FloorDivide(a, Gcd(a, b)).Abs() * b.Abs();
    }

    /// <summary>The number next to a that is nearer to b; shapes broadcast.</summary>
    public static Tensor NextAfter(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        (a, b) = Spread("NextAfter", a, b);
        return new NextAfter().Of(a, b);
    }

    /// <summary>0 below 0, 1 above, and <paramref name="atZero"/> at 0; shapes broadcast.</summary>
    public Tensor Heaviside(Tensor atZero)
    {
        var (x, zero) = FloatsAlike(this, atZero);
        return Where(x < 0, 0, Where(x > 0, 1, Where(x.IsNaN(), x, zero)));
    }

    /// <summary>True where the sign is negative, that of −0 included.</summary>
    public Tensor Signbit() => DType.IsFloat ? (this < 0) | (1 / this < 0) : Numbers() < 0;

    /// <summary>Numbers in place of NaN and infinities; without <paramref name="positiveInfinity"/> or
    /// <paramref name="negativeInfinity"/> the largest and the smallest number of the dtype.</summary>
    public Tensor NanToNum(double nan = 0, double? positiveInfinity = null, double? negativeInfinity = null)
    {
        if (!DType.IsFloat)
        {
            return this;
        }

        var largest = DType == DType.Float64 ? double.MaxValue : float.MaxValue;
        var finite = Where(IsPositiveInfinity(), positiveInfinity ?? largest, this);
        finite = Where(IsNegativeInfinity(), negativeInfinity ?? -largest, finite);
        return Where(IsNaN(), nan, finite);
    }

    /// <summary>True where x is not a number.</summary>
    public Tensor IsNaN() => NotEqualTo(this);

    /// <summary>True where x is ∞ or −∞.</summary>
    public Tensor IsInfinity() => DType.IsFloat ? Abs().EqualTo(double.PositiveInfinity) : Never();

    /// <summary>True where x is ∞.</summary>
    public Tensor IsPositiveInfinity() => DType.IsFloat ? EqualTo(double.PositiveInfinity) : Never();

    /// <summary>True where x is −∞.</summary>
    public Tensor IsNegativeInfinity() => DType.IsFloat ? EqualTo(double.NegativeInfinity) : Never();

    /// <summary>The larger of a and b, or the other where one is NaN; shapes broadcast.</summary>
    public static Tensor Fmax(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return Where(a.IsNaN(), b, Where(b.IsNaN(), a, Maximum(a, b)));
    }

    /// <summary>The smaller of a and b, or the other where one is NaN; shapes broadcast.</summary>
    public static Tensor Fmin(Tensor a, Tensor b)
    {
        (a, b) = Alike(a, b);
        return Where(a.IsNaN(), b, Where(b.IsNaN(), a, Minimum(a, b)));
    }

    /// <summary>The same values in another dtype; what does not fit becomes the nearest that does, and NaN becomes 0
    /// in an
    /// integer.</summary>
    public Tensor SaturateCast(DType to)
    {
        if (to is not (DType.Int32 or DType.UInt8 or DType.Int64) || DType == DType.Bool)
        {
            return Cast(to);
        }

        // The largest float32 that is an int32, where the bound itself would be rounded up.
        var (low, high) = to == DType.UInt8 ? (0.0, 255.0)
            : (int.MinValue, DType == DType.Float32 ? 2147483520.0 : int.MaxValue);
        return DType.IsFloat ? Where(IsNaN(), 0, this).Clip(low, high).Cast(to)
            : to == DType.UInt8 ? Clip(low, high).Cast(to)
            : Cast(to);
    }

    /// <summary>The same bits read as another dtype: float32 as int32, or the reverse.</summary>
    public Tensor View(DType to) => to == DType ? this : new Bitcast(to).Of(this);

    /// <summary><c>1/x</c>, and 0 where x is 0, with a gradient of 0 there.</summary>
    internal Tensor InverseOrZero()
    {
        var isZero = EqualTo(0);
        return Where(isZero, 0, 1 / Where(isZero, 1, this));
    }

    private Tensor Never() => Zeros(Shape, DType.Bool);
}
