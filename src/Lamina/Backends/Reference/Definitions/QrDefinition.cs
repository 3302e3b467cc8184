namespace Lamina.Backends.Reference.Definitions;

/// <summary>Q and R by reflections, with the signs that LAPACK gives them.</summary>
internal static class QrDefinition
{
    public static void Run(ReadOnlySpan<double> x, Span<double> y, int m, int n, bool complete)
    {
        var r = x.ToArray();
        var q = Reflect(r, m, n);
        var k = Math.Min(m, n);
        var rows = complete ? m : k;
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < m; j++)
            {
                y[(i * (m + n)) + j] = complete ? q[(i * m) + j] : q[(j * m) + i];
            }

            for (var j = i; j < n; j++)
            {
                y[(i * (m + n)) + m + j] = r[(i * n) + j];
            }
        }
    }

    /// <summary>Turns r into the upper triangle and returns the whole Q, m by m.</summary>
    public static double[] Reflect(double[] r, int m, int n)
    {
        var q = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            q[(i * m) + i] = 1;
        }

        var v = new double[m];
        for (var k = 0; k < Math.Min(m - 1, n); k++)
        {
            var factor = Reflector(r, v, m, n, k);
            if (factor != 0)
            {
                FromLeft(r, v, m, n, k, factor);
                FromRight(q, v, m, k, factor);
            }
        }

        return q;
    }

    // v with 1 at place k, and the factor of 1 − factor·v·vᵀ; 0 where the column is 0 below its diagonal already.
    private static double Reflector(double[] r, double[] v, int m, int n, int k)
    {
        var below = 0.0;
        for (var i = k + 1; i < m; i++)
        {
            below = double.Hypot(below, r[(i * n) + k]);
        }

        if (below == 0)
        {
            return 0;
        }

        var diagonal = r[(k * n) + k];
        var norm = -Math.CopySign(double.Hypot(diagonal, below), diagonal);
        v[k] = 1;
        for (var i = k + 1; i < m; i++)
        {
            v[i] = r[(i * n) + k] / (diagonal - norm);
        }

        return (norm - diagonal) / norm;
    }

    private static void FromLeft(double[] r, double[] v, int m, int n, int k, double factor)
    {
        for (var j = k; j < n; j++)
        {
            var sum = 0.0;
            for (var i = k; i < m; i++)
            {
                sum += v[i] * r[(i * n) + j];
            }

            for (var i = k; i < m; i++)
            {
                r[(i * n) + j] -= factor * sum * v[i];
            }
        }
    }

    private static void FromRight(double[] q, double[] v, int m, int k, double factor)
    {
        for (var i = 0; i < m; i++)
        {
            var sum = 0.0;
            for (var j = k; j < m; j++)
            {
                sum += q[(i * m) + j] * v[j];
            }

            for (var j = k; j < m; j++)
            {
                q[(i * m) + j] -= factor * sum * v[j];
            }
        }
    }
}
