using Lamina.Ops;

namespace Lamina;

// Functions that are no elementary ones. Integers are taken as float32.
public sealed partial class Tensor
{
    /// <summary><c>1 − erf(x)</c>, exact where it is small.</summary>
    public Tensor Erfc() => new Erfc().Of(Floats());

    /// <summary>The inverse of the error function; ±∞ at ±1, NaN beyond.</summary>
    public Tensor Erfinv() => new Erfinv().Of(Floats());

    /// <summary>The natural logarithm of |Γ(x)|; ∞ at 0 and at negative whole numbers.</summary>
    public Tensor LogGamma() => new Polygamma(-1).Of(Floats());

    /// <summary>The derivative of <see cref="LogGamma"/>.</summary>
    public Tensor Digamma() => new Polygamma(0).Of(Floats());

    /// <summary>The regularized lower incomplete gamma function, <c>1/Γ(a) ∫₀ᵇ t^(a−1) e⁻ᵗ dt</c>; shapes broadcast. No
    /// gradient flows to a.</summary>
    public static Tensor GammaInc(Tensor a, Tensor b)
    {
        (a, b) = FloatsAlike(a, b);
        (a, b) = Spread("GammaInc", a, b);
        return new GammaInc().Of(a, b);
    }

    /// <summary>The modified Bessel function of the first kind of order 0.</summary>
    public Tensor I0() => new BesselI(0).Of(Floats());
}
