namespace Lamina.Backends.Reference;

/// <summary>Functions that <see cref="Math"/> lacks, in double precision.</summary>
internal static class SpecialFunctions
{
    /// <summary><c>eˣ − 1</c>: a series where subtraction would lose digits.</summary>
    public static double Expm1(double x)
    {
        if (Math.Abs(x) > 0.5 || double.IsNaN(x))
        {
            return Math.Exp(x) - 1;
        }

        var (term, sum) = (x, x);
        for (var n = 2; n < 30 && term != 0; n++)
        {
            term *= x / n;
            sum += term;
        }

        return sum;
    }

    /// <summary><c>ln(1 + x)</c>; the correction restores what rounding 1 + x lost (D. Goldberg, "What Every Computer
    /// Scientist Should Know About Floating-Point Arithmetic", ACM Computing Surveys 23(1), 1991, theorem 4).</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : double.IsInfinity(u) ? u : Math.Log(u) * x / (u - 1);
    }

    /// <summary>The error function: its Taylor series up to 3, a continued fraction for erfc beyond.</summary>
    public static double Erf(double x)
    {
        var magnitude = Math.Abs(x);
        if (magnitude > 6 || double.IsNaN(x))
        {
            return double.IsNaN(x) ? x : Math.Sign(x);
        }

        return magnitude < 3 ? ErfSeries(x) : Math.Sign(x) * (1 - ErfcFraction(magnitude));
    }

    /// <summary><c>1 − erf(x)</c>: the continued fraction where the difference would lose digits.</summary>
    public static double Erfc(double x) =>
        double.IsNaN(x) ? x : x < 2 ? x < -6 ? 2 : 1 - Erf(x) : x > 40 ? 0 : ErfcFraction(x);

    /// <summary>The inverse of the error function: an approximation, and then H. Halley's iteration on erf, or on erfc where
    /// the argument is near ±1.</summary>
    /// <remarks>Source of the first guess: S. Winitzki, "A handy approximation for the error function and its inverse",
    /// 2008.</remarks>
    public static double Erfinv(double y)
    {
        if (!(Math.Abs(y) < 1))
        {
            return Math.Abs(y) == 1 ? y * double.PositiveInfinity : double.NaN;
        }

        const double A = 0.147;
        var logarithm = Log1p(-y * y);
        var half = (2 / (Math.PI * A)) + (logarithm / 2);
        var x = Math.CopySign(Math.Sqrt(Math.Sqrt((half * half) - (logarithm / A)) - half), y);
        for (var i = 0; i < 4; i++)
        {
            var error = Math.Abs(y) > 0.5 ? Math.Sign(y) * (1 - Math.Abs(y) - Erfc(Math.Abs(x))) : Erf(x) - y;
            var step = error / (2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x));
            x -= step / (1 + (x * step));
        }

        return x;
    }

    /// <summary>The largest whole number that is not above a/b, found from the remainder, which is exact.</summary>
    public static double FloorDivide(double a, double b)
    {
        if (b == 0)
        {
            return a / b;
        }

        var quotient = (a - Modulo(a, b)) / b;
        return double.IsFinite(quotient) ? Math.Round(quotient) : quotient;
    }

    /// <summary>What a division towards −∞ leaves, with the sign of b.</summary>
    public static double Modulo(double a, double b)
    {
        var rest = a % b;
        return rest == 0 ? Math.CopySign(0, b) : rest < 0 != b < 0 ? rest + b : rest;
    }

    // erf(x) = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)): all terms have one sign, so nothing cancels.
    private static double ErfSeries(double x)
    {
        var (term, sum) = (x, x);
        for (var n = 1; n < 200 && Math.Abs(term) > 1e-18 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    // erfc(x) = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …)))), evaluated from its end.
    private static double ErfcFraction(double x)
    {
        var fraction = x;
        for (var n = 60; n >= 1; n--)
        {
            fraction = x + (n / 2.0 / fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / fraction;
    }
}
