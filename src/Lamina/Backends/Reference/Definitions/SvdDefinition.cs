namespace Lamina.Backends.Reference.Definitions;

/// <summary>Singular values by rotations of columns until all are orthogonal.</summary>
/// <remarks>Source: M. R. Hestenes, "Inversion of Matrices by Biorthogonalization and Related Results", J. SIAM 6(1),
/// 1958.</remarks>
internal static class SvdDefinition
{
    private const int MostSweeps = 60;

    /// <summary>Uᵀ, s and V side by side.</summary>
    public static void Run(ReadOnlySpan<double> x, Span<double> y, int m, int n, bool full)
    {
        var (u, s, v) = Decompose(x, m, n);
        var k = s.Length;
        var width = m + 1 + n;
        var left = full ? Completed(u, m, k) : u;
        var right = full ? Completed(v, n, k) : v;
        for (var i = 0; i < left.Length; i++)
        {
            left[i].CopyTo(y[(i * width)..]);
        }

        for (var i = 0; i < right.Length; i++)
        {
            right[i].CopyTo(y[((i * width) + m + 1)..]);
        }

        for (var i = 0; i < k; i++)
        {
            y[(i * width) + m] = s[i];
        }
    }

    public static void PseudoInverse(ReadOnlySpan<double> x, Span<double> y, int m, int n, double cutoff)
    {
        var (u, s, v) = Decompose(x, m, n);
        for (var r = 0; r < s.Length && s[r] > cutoff * s[0]; r++)
        {
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < m; j++)
                {
                    y[(i * m) + j] += v[r][i] * u[r][j] / s[r];
                }
            }
        }
    }

    // The columns of U and V as arrays, and s descending. Of a wide matrix the transpose is decomposed.
    private static (double[][] U, double[] S, double[][] V) Decompose(ReadOnlySpan<double> x, int m, int n)
    {
        var tall = m >= n;
        var (length, count) = tall ? (m, n) : (n, m);
        var columns = new double[count][];
        var turns = new double[count][];
        for (var j = 0; j < count; j++)
        {
            (columns[j], turns[j]) = (new double[length], new double[count]);
            turns[j][j] = 1;
            for (var i = 0; i < length; i++)
            {
                columns[j][i] = tall ? x[(i * n) + j] : x[(j * n) + i];
            }
        }

        for (var sweep = 0; sweep < MostSweeps && Sweep(columns, turns); sweep++)
        {
        }

        double[] norms = [.. columns.Select(Norm)];
        int[] order = [.. Enumerable.Range(0, count).OrderByDescending(j => norms[j])];
        var s = order.Select(j => norms[j]).ToArray();
        var rotated = order.Select(j => turns[j]).ToArray();
        var units = Units([.. order.Select(j => columns[j])], s, length);
        return tall ? (units, s, rotated) : (rotated, s, units);
    }

    private static bool Sweep(double[][] columns, double[][] turns)
    {
        var changed = false;
        for (var p = 0; p < columns.Length; p++)
        {
            for (var q = p + 1; q < columns.Length; q++)
            {
                var (a, b, c) = (Dot(columns[p], columns[p]), Dot(columns[q], columns[q]), Dot(columns[p], columns[q]));
                if (Math.Abs(c) > 1e-16 * Math.Sqrt(a * b) && Math.Abs(c) > 1e-300)
                {
                    changed = true;
                    var zeta = (b - a) / (2 * c);
                    var t = Math.CopySign(1, zeta) / (Math.Abs(zeta) + double.Hypot(zeta, 1));
                    var cosine = 1 / double.Hypot(t, 1);
                    Rotate(columns[p], columns[q], cosine, t * cosine);
                    Rotate(turns[p], turns[q], cosine, t * cosine);
                }
            }
        }

        return changed;
    }

    private static void Rotate(double[] p, double[] q, double c, double s)
    {
        for (var i = 0; i < p.Length; i++)
        {
            (p[i], q[i]) = ((c * p[i]) - (s * q[i]), (s * p[i]) + (c * q[i]));
        }
    }

    // Columns of length 1; where a singular value is as good as 0, one that is orthogonal to the others.
    private static double[][] Units(double[][] columns, double[] s, int length)
    {
        var rank = s.TakeWhile(value => value > 1e-15 * s[0] * Math.Max(1, length)).Count();
        double[][] units = [.. columns.Take(rank).Select((column, j) => column.Select(value => value / s[j]).ToArray())];
        return Completed(units, length, rank, columns.Length);
    }

    private static double[][] Completed(double[][] units, int length, int given) =>
        Completed(units, length, given, length);

    // Unit vectors of the axes, made orthogonal to what is there, twice for the digits; the longest remainder is taken.
    private static double[][] Completed(double[][] units, int length, int given, int wanted)
    {
        List<double[]> all = [.. units.Take(given)];
        while (all.Count < wanted)
        {
            var best = Enumerable.Range(0, length).Select(axis =>
            {
                var candidate = new double[length];
                candidate[axis] = 1;
                Orthogonalize(candidate, all);
                Orthogonalize(candidate, all);
                return candidate;
            }).MaxBy(Norm)!;
            var norm = Norm(best);
            all.Add([.. best.Select(value => value / norm)]);
        }

        return [.. all];
    }

    private static void Orthogonalize(double[] candidate, List<double[]> others)
    {
        foreach (var other in others)
        {
            var share = Dot(candidate, other);
            for (var i = 0; i < candidate.Length; i++)
            {
                candidate[i] -= share * other[i];
            }
        }
    }

    private static double Norm(double[] x) => Math.Sqrt(Dot(x, x));

    private static double Dot(double[] a, double[] b)
    {
        var sum = 0.0;
        for (var i = 0; i < a.Length; i++)
        {
            sum += a[i] * b[i];
        }

        return sum;
    }
}
