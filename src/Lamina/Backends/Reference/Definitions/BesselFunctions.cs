namespace Lamina.Backends.Reference.Definitions;

/// <summary>The modified Bessel function of the first kind.</summary>
/// <remarks>Source: NIST Digital Library of Mathematical Functions, equations 10.25.2 and 10.40.1.</remarks>
internal static class BesselFunctions
{
    /// <summary>I of order 0 or 1: its power series, whose terms have one sign, and the asymptotic series far
    /// out.</summary>
    public static double I(int order, double x)
    {
        var magnitude = Math.Abs(x);
        var value = double.IsInfinity(x) ? double.PositiveInfinity
            : magnitude < 40 ? Series(order, magnitude)
            : Far(order, magnitude);
        return order % 2 != 0 && x < 0 ? -value : value;
    }

    private static double Series(int order, double x)
    {
        var term = order == 0 ? 1 : x / 2;
        var sum = term;
        for (var k = 1; k < 200 && term > 1e-17 * sum; k++)
        {
            term *= x * x / 4 / (k * (double)(k + order));
            sum += term;
        }

        return double.IsNaN(x) ? x : sum;
    }

    private static double Far(int order, double x)
    {
        var (term, sum) = (1.0, 1.0);
        for (var k = 1; k < 25; k++)
        {
            term *= -((4.0 * order * order) - (((2 * k) - 1) * ((2 * k) - 1))) / (k * 8 * x);
            sum += term;
        }

        return Math.Exp(x) / Math.Sqrt(2 * Math.PI * x) * sum;
    }
}
