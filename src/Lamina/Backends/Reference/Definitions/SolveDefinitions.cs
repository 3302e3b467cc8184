using Lamina.Ops;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>Linear equations, one matrix after the other.</summary>
internal static class SolveDefinitions
{
    public static Definition Of(SolveOp op, Shape right)
    {
        var (n, k) = (right[right.Rank - 2], right[right.Rank - 1]);
        return (x, y) =>
        {
            x[1].CopyTo(y, 0);
            var count = n * k == 0 ? 0 : y.Length / (n * k);
            for (var i = 0; i < count; i++)
            {
                var a = x[0].AsSpan(i * n * n, n * n);
                var b = y.AsSpan(i * n * k, n * k);
                if (op is TriangularSolve triangular)
                {
                    Substitute(a, b, n, k, triangular.Lower, triangular.Transposed, triangular.Unit);
                }
                else
                {
                    Solve(a, b, n, k, ((LinearSolve)op).Transposed);
                }
            }
        };
    }

    /// <summary>Solves in place with a triangle of a, or of its transpose.</summary>
    public static void Substitute(ReadOnlySpan<double> a, Span<double> b, int n, int k, bool lower, bool transposed, bool unit)
    {
        var forward = lower != transposed;
        for (var step = 0; step < n; step++)
        {
            var i = forward ? step : n - 1 - step;
            for (var column = 0; column < k; column++)
            {
                var sum = b[(i * k) + column];
                for (var done = 0; done < step; done++)
                {
                    var j = forward ? done : n - 1 - done;
                    sum -= a[transposed ? (j * n) + i : (i * n) + j] * b[(j * k) + column];
                }

                b[(i * k) + column] = unit ? sum : sum / a[(i * n) + i];
            }
        }
    }

    /// <summary>Solves in place with any square matrix.</summary>
    public static void Solve(ReadOnlySpan<double> a, Span<double> b, int n, int k, bool transposed)
    {
        var lu = a.ToArray();
        var rows = LuDefinition.Factor(lu, n);
        var from = b.ToArray();
        if (transposed)
        {
            // aᵀ·x = b with P·a = L·U: Uᵀ, then Lᵀ, then the rows back.
            Substitute(lu, from, n, k, lower: false, transposed: true, unit: false);
            Substitute(lu, from, n, k, lower: true, transposed: true, unit: true);
        }

        for (var i = 0; i < n; i++)
        {
            var (to, source) = transposed ? (rows[i], i) : (i, rows[i]);
            from.AsSpan(source * k, k).CopyTo(b[(to * k)..]);
        }

        if (!transposed)
        {
            Substitute(lu, b, n, k, lower: true, transposed: false, unit: true);
            Substitute(lu, b, n, k, lower: false, transposed: false, unit: false);
        }
    }
}
