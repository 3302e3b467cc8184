namespace Lamina.Backends.Reference.Definitions;

/// <summary>Elimination with the largest pivot of each column.</summary>
internal static class LuDefinition
{
    /// <summary>Factors in place; returns for each place the row that stands there.</summary>
    /// <param name="a">A matrix of n rows and columns.</param>
    /// <param name="n">How many.</param>
    /// <param name="exchanges">If given, takes for each place the row with which it was exchanged.</param>
    public static int[] Factor(Span<double> a, int n, int[]? exchanges = null)
    {
        var rows = Enumerable.Range(0, n).ToArray();
        for (var k = 0; k < n; k++)
        {
            var pivot = k;
            for (var i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(a[(i * n) + k]) > Math.Abs(a[(pivot * n) + k]) ? i : pivot;
            }

            if (exchanges is not null)
            {
                exchanges[k] = pivot;
            }

            if (pivot != k)
            {
                (rows[k], rows[pivot]) = (rows[pivot], rows[k]);
                for (var j = 0; j < n; j++)
                {
                    (a[(k * n) + j], a[(pivot * n) + j]) = (a[(pivot * n) + j], a[(k * n) + j]);
                }
            }

            Eliminate(a, n, k);
        }

        return rows;
    }

    /// <summary>The sign of the permutation that puts rows into this order.</summary>
    public static int Sign(int[] rows)
    {
        var (order, sign) = ((int[])rows.Clone(), 1);
        for (var i = 0; i < order.Length; i++)
        {
            while (order[i] != i)
            {
                var j = order[i];
                (order[i], order[j]) = (order[j], j);
                sign = -sign;
            }
        }

        return sign;
    }

    // A column without a pivot has nothing to eliminate.
    private static void Eliminate(Span<double> a, int n, int k)
    {
        var pivot = a[(k * n) + k];
        if (pivot == 0)
        {
            return;
        }

        for (var i = k + 1; i < n; i++)
        {
            var factor = a[(i * n) + k] /= pivot;
            for (var j = k + 1; j < n; j++)
            {
                a[(i * n) + j] -= factor * a[(k * n) + j];
            }
        }
    }
}
