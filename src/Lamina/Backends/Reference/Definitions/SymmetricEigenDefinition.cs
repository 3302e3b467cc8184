namespace Lamina.Backends.Reference.Definitions;

/// <summary>Eigenvalues of a symmetric matrix by rotations that make one pair of elements 0 after the other.</summary>
/// <remarks>Source: C. G. J. Jacobi, "Über ein leichtes Verfahren, die in der Theorie der Säcularstörungen vorkommenden
/// Gleichungen numerisch aufzulösen", J. reine angew. Math. 30, 1846.</remarks>
internal static class SymmetricEigenDefinition
{
    private const int MostSweeps = 60;

    public static void Run(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        var a = new double[n, n];
        var v = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            v[i, i] = 1;
            for (var j = 0; j <= i; j++)
            {
                a[i, j] = a[j, i] = x[(i * n) + j];
            }
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(a, v, n); sweep++)
        {
        }

        Write(a, v, y, n);
    }

    // True while an element was too large to leave.
    private static bool Sweep(double[,] a, double[,] v, int n)
    {
        var changed = false;
        for (var p = 0; p < n; p++)
        {
            for (var q = p + 1; q < n; q++)
            {
                if (Math.Abs(a[p, q]) > 1e-17 * Math.Sqrt(Math.Abs(a[p, p] * a[q, q])) && Math.Abs(a[p, q]) > 1e-300)
                {
                    changed = true;
                    Rotate(a, v, n, p, q);
                }
            }
        }

        return changed;
    }

    private static void Rotate(double[,] a, double[,] v, int n, int p, int q)
    {
        var theta = (a[q, q] - a[p, p]) / (2 * a[p, q]);
        var t = Math.CopySign(1, theta) / (Math.Abs(theta) + double.Hypot(theta, 1));
        var c = 1 / double.Hypot(t, 1);
        var s = t * c;
        for (var k = 0; k < n; k++)
        {
            (a[k, p], a[k, q]) = ((c * a[k, p]) - (s * a[k, q]), (s * a[k, p]) + (c * a[k, q]));
        }

        for (var k = 0; k < n; k++)
        {
            (a[p, k], a[q, k]) = ((c * a[p, k]) - (s * a[q, k]), (s * a[p, k]) + (c * a[q, k]));
            (v[k, p], v[k, q]) = ((c * v[k, p]) - (s * v[k, q]), (s * v[k, p]) + (c * v[k, q]));
        }

        a[p, q] = a[q, p] = 0;
    }

    private static void Write(double[,] a, double[,] v, Span<double> y, int n)
    {
        var order = Enumerable.Range(0, n).OrderBy(i => a[i, i]).ToArray();
        for (var i = 0; i < n; i++)
        {
            y[i * (n + 1)] = a[order[i], order[i]];
            for (var j = 0; j < n; j++)
            {
                y[(i * (n + 1)) + 1 + j] = v[i, order[j]];
            }
        }
    }
}
