using Lamina.Ops;

namespace Lamina;

// Angles and hyperbolic functions. Integers are taken as float32.
public sealed partial class Tensor
{
    private const double DegreesOfRadian = 180 / Math.PI;

    /// <summary>Tangent of radians.</summary>
    public Tensor Tan() => Floats() is var x ? x.Sin() / x.Cos() : this;

    /// <summary>The angle, between −π/2 and π/2, whose sine is x; NaN beyond ±1.</summary>
    public Tensor Arcsin() => Floats() is var x ? Arctan2(x, ((1 - x) * (1 + x)).Sqrt()) : this;

    /// <summary>The angle, between 0 and π, whose cosine is x; NaN beyond ±1.</summary>
    public Tensor Arccos() => Floats() is var x ? Arctan2(((1 - x) * (1 + x)).Sqrt(), x) : this;

    /// <summary>The angle, between −π/2 and π/2, whose tangent is x.</summary>
    public Tensor Arctan() => new Arctan().Of(Floats());

    /// <summary>The angle, between −π and π, of the point whose second coordinate is a and whose first is b; shapes
    /// broadcast.</summary>
    public static Tensor Arctan2(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        return new Arctan2().Of(a, b);
    }

    /// <summary>Hyperbolic sine.</summary>
    public Tensor Sinh() => Floats() is var x ? 0.5 * (x.Expm1() - (-x).Expm1()) : this;

    /// <summary>Hyperbolic cosine.</summary>
    public Tensor Cosh() => Floats() is var x ? 0.5 * (x.Exp() + (-x).Exp()) : this;

    /// <summary>The inverse of the hyperbolic sine.</summary>
    public Tensor Arcsinh()
    {
        // Of |x|, with the sign put back: a sum of terms of one sign. Beyond 10⁹, where x² will overflow, the root is
        // |x|.
        var x = Floats();
        var magnitude = Where(x < 0, -x, x);
        var isLarge = magnitude > 1e9;
        var small = Where(isLarge, 1, magnitude);
        var square = small.Square();
        var y = Where(isLarge, magnitude.Log() + Math.Log(2), (small + square / (1 + (1 + square).Sqrt())).Log1p());
        return Where(x < 0, -y, y);
    }

    /// <summary>The inverse of the hyperbolic cosine, not negative; NaN below 1.</summary>
    public Tensor Arccosh()
    {
        var x = Floats();
        var isLarge = x > 1e9;
        var above = Where(isLarge, 1, x) - 1;
        return Where(isLarge, x.Log() + Math.Log(2), (above + (above * (above + 2)).Sqrt()).Log1p());
    }

    /// <summary>The inverse of the hyperbolic tangent; ±∞ at ±1, NaN beyond.</summary>
    public Tensor Arctanh() => Floats() is var x ? 0.5 * (x.Log1p() - (-x).Log1p()) : this;

    /// <summary>Degrees as radians.</summary>
    public Tensor DegreesToRadians() => Floats() * (1 / DegreesOfRadian);

    /// <summary>Radians as degrees.</summary>
    public Tensor RadiansToDegrees() => Floats() * DegreesOfRadian;

    /// <summary><c>sin(πx)/(πx)</c>, and 1 at 0.</summary>
    public Tensor Sinc()
    {
        var x = Floats();
        var isZero = x.EqualTo(0);
        var angle = Math.PI * Where(isZero, 1, x);
        return Where(isZero, 1, angle.Sin() / angle);
    }

    /// <summary><c>√(a² + b²)</c>, element by element, without overflow on the way; shapes broadcast.</summary>
    public static Tensor Hypot(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        return new Hypot().Of(a, b);
    }
}
