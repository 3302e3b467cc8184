namespace Lamina.Tests.Backends.Cpu;

/// <summary>Functions that <see cref="Math"/> has not, in double precision.</summary>
internal static class Definitions
{
    /// <summary>Kahan's form, which is right to the last bits where eˣ − 1 cancels.</summary>
    public static double Expm1(double x)
    {
        var u = Math.Exp(x);
        return u == 1 ? x : u - 1 == -1 ? -1 : (u - 1) * x / Math.Log(u);
    }

    /// <summary>Kahan's form of log(1 + x).</summary>
    public static double Log1p(double x)
    {
        var u = 1 + x;
        return u == 1 ? x : Math.Log(u) * x / (u - 1);
    }

    /// <summary>The series of erf below 2.5, the continued fraction of erfc above.</summary>
    public static double Erf(double x)
    {
        var a = Math.Abs(x);
        if (a < 2.5)
        {
            var (sum, term) = (0.0, a);
            for (var k = 0; k < 80; k++)
            {
                sum += term / ((2 * k) + 1);
                term *= -a * a / (k + 1);
            }

            return Math.Sign(x) * sum * 2 / Math.Sqrt(Math.PI);
        }

        var fraction = 0.0;
        for (var k = 120; k >= 1; k--)
        {
            fraction = k / 2.0 / (a + fraction);
        }

        return Math.Sign(x) * (1 - (Math.Exp(-a * a) / Math.Sqrt(Math.PI) / (a + fraction)));
    }
}
