namespace Lamina.Backends.Reference.Definitions;

/// <summary>The logarithm of the gamma function, its derivatives, and the incomplete gamma function.</summary>
/// <remarks>Source: NIST Digital Library of Mathematical Functions, sections 5.5, 5.11, 5.15, 8.7 and 8.9.</remarks>
internal static class GammaFunctions
{
    // From here on the asymptotic series gives all digits of a double.
    private const double Far = 20;

    // The Bernoulli numbers B₂, B₄, …
    private static readonly double[] Bernoulli =
    [
        1.0 / 6, -1.0 / 30, 1.0 / 42, -1.0 / 30, 5.0 / 66, -691.0 / 2730,
        7.0 / 6, -3617.0 / 510, 43867.0 / 798, -174611.0 / 330,
    ];

    /// <summary>ln|Γ(x)| at order −1, and its derivative number order + 1.</summary>
    public static double Polygamma(int order, double x)
    {
        if (x <= 0 && x == Math.Floor(x))
        {
            return order < 0 ? double.PositiveInfinity : double.NaN;
        }

        // Γ(x + 1) = x·Γ(x) leads from any x to where the series holds; what it leaves is summed up.
        var sum = 0.0;
        var factorial = Factorial(Math.Max(0, order)) * (order % 2 == 0 ? 1 : -1);
        for (; x < Far; x++)
        {
            sum += order < 0 ? Math.Log(Math.Abs(x)) : factorial / Math.Pow(x, order + 1);
        }

        return (order < 0 ? LogSeries(x) : order == 0 ? DigammaSeries(x) : PolygammaSeries(order, x)) - sum;
    }

    /// <summary>The share of the gamma distribution of shape a that lies below x.</summary>
    public static double LowerIncomplete(double a, double x)
    {
        if (double.IsNaN(a) || double.IsNaN(x) || a < 0 || x < 0)
        {
            return double.NaN;
        }

        if (a == 0 || double.IsInfinity(x))
        {
            return 1;
        }

        if (x == 0)
        {
            return 0;
        }

        var scale = Math.Exp((a * Math.Log(x)) - x - Polygamma(-1, a));
        return x < a + 1 ? scale * LowerSeries(a, x) : 1 - (scale * UpperFraction(a, x));
    }

    private static double LogSeries(double x)
    {
        var sum = ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI));
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            sum += Bernoulli[k - 1] / (2 * k * ((2 * k) - 1) * Math.Pow(x, (2 * k) - 1));
        }

        return sum;
    }

    private static double DigammaSeries(double x)
    {
        var sum = Math.Log(x) - (0.5 / x);
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            sum -= Bernoulli[k - 1] / (2 * k * Math.Pow(x, 2 * k));
        }

        return sum;
    }

    private static double PolygammaSeries(int order, double x)
    {
        var sum = (Factorial(order - 1) / Math.Pow(x, order)) + (Factorial(order) / (2 * Math.Pow(x, order + 1)));
        for (var k = 1; k <= Bernoulli.Length; k++)
        {
            sum += Bernoulli[k - 1] * Factorial((2 * k) + order - 1) / (Factorial(2 * k) * Math.Pow(x, (2 * k) + order));
        }

        return order % 2 == 0 ? -sum : sum;
    }

    // Σ xⁿ / (a·(a + 1)·…·(a + n)).
    private static double LowerSeries(double a, double x)
    {
        var (term, sum) = (1 / a, 1 / a);
        for (var n = 1; n < 10_000 && term > 1e-17 * sum; n++)
        {
            term *= x / (a + n);
            sum += term;
        }

        return sum;
    }

    // 1/(x + 1 − a − 1·(1 − a)/(x + 3 − a − 2·(2 − a)/(x + 5 − a − …))), evaluated from its beginning by W. J. Lentz's
    // method, Applied Optics 15(3), 1976.
    private static double UpperFraction(double a, double x)
    {
        const double Tiny = 1e-300;
        var b = x + 1 - a;
        var (c, d) = (1 / Tiny, 1 / b);
        var fraction = d;
        for (var n = 1; n < 10_000; n++)
        {
            var numerator = -n * (n - a);
            b += 2;
            d = (numerator * d) + b;
            d = 1 / (Math.Abs(d) < Tiny ? Tiny : d);
            c = b + (numerator / c);
            c = Math.Abs(c) < Tiny ? Tiny : c;
            fraction *= c * d;
            if (Math.Abs((c * d) - 1) < 1e-16)
            {
                break;
            }
        }

        return fraction;
    }

    private static double Factorial(int n)
    {
        var product = 1.0;
        for (var i = 2; i <= n; i++)
        {
            product *= i;
        }

        return product;
    }
}
