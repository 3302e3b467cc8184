namespace Lamina.Backends.Cpu.Kernels;

/// <summary>How a matrix product is cut up; a function of the sizes alone, never of the number of threads.</summary>
/// <param name="RowParts">Ranges of rows of C, each a unit of work together with a range of columns.</param>
/// <param name="ColumnParts">Ranges of columns of C.</param>
/// <param name="KBlock">Steps of the sum after which the partial sums go to C and the next part of B is fetched.</param>
/// <param name="PackA">Whether a unit copies its rows of A side by side first; only if A is not transposed.</param>
/// <param name="PackB">Whether a unit copies panels of B into its scratch; always if B is transposed.</param>
internal readonly record struct Tiling(int RowParts, int ColumnParts, int KBlock, bool PackA, bool PackB)
{
    private const double SmallestSharedFlops = 2e5;

    public static Tiling Choose(in MatMulShape shape, int lanes)
    {
        var (m, n, k) = (shape.M, shape.N, shape.K);
        var (rowParts, columnParts) = Split(m, n, 2.0 * m * n * k, 2 * lanes);
        var rows = (m + rowParts - 1) / rowParts;
        var columns = (n + columnParts - 1) / columnParts;
        var blocks = (k + 383) / 384;
        var kBlock = blocks == 1 ? k : (((k + blocks - 1) / blocks) + lanes - 1) / lanes * lanes;
        return new Tiling(
            rowParts,
            columnParts,
            kBlock,
            PackA: !shape.TransposeA && columns >= 192,
            PackB: shape.TransposeB || (rows >= 96 && n > 2 * lanes));
    }

    /// <summary>The units of work; ranges of columns begin at whole panels.</summary>
    public Block[] Blocks(in MatMulShape shape, int panel)
    {
        var blocks = new List<Block>();
        var panels = (shape.N + panel - 1) / panel;
        for (var r = 0; r < RowParts; r++)
        {
            var row = (int)((long)shape.M * r / RowParts);
            var rowEnd = (int)((long)shape.M * (r + 1) / RowParts);
            for (var c = 0; c < ColumnParts; c++)
            {
                var column = (int)((long)panels * c / ColumnParts) * panel;
                var columnEnd = int.Min(shape.N, (int)((long)panels * (c + 1) / ColumnParts) * panel);
                if (rowEnd > row && columnEnd > column)
                {
                    blocks.Add(new Block(row, rowEnd - row, column, columnEnd - column));
                }
            }
        }

        return [.. blocks];
    }

    private static (int Rows, int Columns) Split(int m, int n, double flops, int panel)
    {
        var (rowParts, columnParts) = (1, 1);
        var target = flops < SmallestSharedFlops ? 1 : flops < 1e6 ? 2 : flops < 4e6 ? 4 : 8;
        while (rowParts * columnParts < target)
        {
            if (m / rowParts >= n / columnParts && m / rowParts >= 28)
            {
                rowParts *= 2;
            }
            else if (n / columnParts >= 2 * panel)
            {
                columnParts *= 2;
            }
            else
            {
                break;
            }
        }

        return (rowParts, columnParts);
    }
}
