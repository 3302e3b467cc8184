using Lamina.Ops;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>Functions of matrices, one matrix after the other.</summary>
internal static class MatrixDefinitions
{
    private delegate void Function(ReadOnlySpan<double> x, Span<double> y, int m, int n);

    public static Definition Of(MatrixOp op, Shape from, Shape to)
    {
        var (m, n) = (from[from.Rank - 2], from[from.Rank - 1]);
        var count = from[..^2].Size;
        var size = count == 0 ? 0 : to.Size / count;
        var function = Find(op);
        return (x, y) =>
        {
            y.AsSpan().Clear();
            for (var i = 0; i < count; i++)
            {
                function(x[0].AsSpan(i * m * n, m * n), y.AsSpan(i * size, size), m, n);
            }
        };
    }

    private static Function Find(MatrixOp op) => op switch
    {
        Cholesky => static (x, y, _, n) => Triangle(x, y, n),
        Inverse => static (x, y, _, n) => Invert(x, y, n),
        Determinant => static (x, y, _, n) => ProductOfPivots(x, y, n),
        LogDeterminant => static (x, y, _, n) => LogOfPivots(x, y, n),
        LuFactor => static (x, y, _, n) => Factors(x, y, n),
        LuRows rows => (x, y, _, n) => Rows(x, y, n, rows.AsExchanges),
        Qr qr => (x, y, m, n) => QrDefinition.Run(x, y, m, n, qr.Complete),
        SymmetricEigen => static (x, y, _, n) => SymmetricEigenDefinition.Run(x, y, n),
        GeneralEigen => static (x, y, _, n) => GeneralEigenDefinition.Run(x, y, n),
        Svd svd => (x, y, m, n) => SvdDefinition.Run(x, y, m, n, svd.Full),
        PseudoInverse inverse => (x, y, m, n) => SvdDefinition.PseudoInverse(x, y, m, n, inverse.Cutoff),
        _ => throw new MissingKernelException(op, "reference"),
    };

    private static void Triangle(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = x[(i * n) + j];
                for (var k = 0; k < j; k++)
                {
                    sum -= y[(i * n) + k] * y[(j * n) + k];
                }

                y[(i * n) + j] = i != j ? sum / y[(j * n) + j] : sum > 0 ? Math.Sqrt(sum) : double.NaN;
            }
        }
    }

    private static void Invert(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        for (var i = 0; i < n; i++)
        {
            y[(i * n) + i] = 1;
        }

        SolveDefinitions.Solve(x, y, n, n, transposed: false);
    }

    private static void ProductOfPivots(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        var lu = x.ToArray();
        y[0] = LuDefinition.Sign(LuDefinition.Factor(lu, n));
        for (var i = 0; i < n; i++)
        {
            y[0] *= lu[(i * n) + i];
        }
    }

    private static void LogOfPivots(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        var lu = x.ToArray();
        y[0] = LuDefinition.Sign(LuDefinition.Factor(lu, n));
        for (var i = 0; i < n; i++)
        {
            var pivot = lu[(i * n) + i];
            y[0] *= double.IsNaN(pivot) ? double.NaN : Math.Sign(pivot);
            y[1] += Math.Log(Math.Abs(pivot));
        }
    }

    private static void Factors(ReadOnlySpan<double> x, Span<double> y, int n)
    {
        x.CopyTo(y);
        LuDefinition.Factor(y, n);
    }

    private static void Rows(ReadOnlySpan<double> x, Span<double> y, int n, bool asExchanges)
    {
        var exchanges = new int[n];
        var rows = LuDefinition.Factor(x.ToArray(), n, exchanges);
        for (var i = 0; i < n; i++)
        {
            y[i] = asExchanges ? exchanges[i] : rows[i];
        }
    }
}
