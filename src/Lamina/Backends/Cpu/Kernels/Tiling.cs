namespace Lamina.Backends.Cpu.Kernels;

/// <summary>How a matrix product is cut up; a function of the sizes alone, never of the number of threads.</summary>
/// <param name="RowParts">Ranges of rows of C, each a unit of work together with a range of columns.</param>
/// <param name="ColumnParts">Ranges of columns of C.</param>
/// <param name="KBlock">Steps of the sum after which the partial sums go to C and the next rows of B follow.</param>
/// <param name="PackA">Whether a unit copies its rows of A side by side first.</param>
/// <param name="PackB">Whether a unit copies panels of B into its scratch; always if B is transposed.</param>
/// <remarks>
/// Chosen by timing every cut of the shapes of BENCHMARKS on a Zen 5 (one thread, 512 bits, share of its peak):
/// <list type="bullet">
/// <item>Reading A in place beats packing it nearly everywhere: 1024³ 92 % against 83 %. The exceptions are columns of
/// transposed A a page apart with 256 bits, whose six rows use too little of each line (1024x1024x256: 110 against
/// 87 GFLOP/s), and machines whose nearest cache has few ways, <see cref="L1Cache"/>.</item>
/// <item>Packing row-major B pays only for many rows of a wide B (1024³ 90 % against 85 %); 128x512x512 loses 5 %.
/// With 256 bits, whose tiles are smaller, from 128 rows on (256x1024x1024: 123 against 86 GFLOP/s).</item>
/// <item>Going over C once per 1024 steps beats once per 352 (1024³ 90 % against 80 %), since C comes from far. B in
/// place wants 512 (256x1024x1024 94 % against 92 %): its rows lie on as many pages.</item>
/// <item>Ranges of columns cost nothing where B is packed, as each unit packs its own; ranges of rows repeat it
/// (transposed 128x512x512: 92 % against 86 %).</item>
/// </list>
/// </remarks>
internal readonly record struct Tiling(int RowParts, int ColumnParts, int KBlock, bool PackA, bool PackB)
{
    // A product below is done before another thread has noticed it.
    private const double SmallestSharedFlops = 2e5;

    // A block of C that is still in a near cache when its epilogue runs.
    private const int BlockElements = 16 * 1024;

    private const int PageFloats = 1024;

    // With fewer rows than this the loads of B hold up the multipliers, and packing A is the lesser cost. It decides
    // between caches of eight ways (seven rows) and of twelve (eleven); only the latter has been timed.
    private const int FewestRows = 8;

    // Packing all of B again for each range of rows costs less than an epilogue on pieces of so narrow rows.
    private const int WidestWholeRow = 256;

    // A range of rows is at least one whole tile.
    private const int SmallestRows = 14;

    // From here on a sum is long, and from so many rows on packing B for it pays.
    private const int LongSum = 1024;
    private const int FewestPackedRows = 64;

    public static Tiling Choose(in MatMulShape shape, int lanes, bool wholeRows = false)
    {
        var (m, n, k) = (shape.M, shape.N, shape.K);
        var drivesItselfOut = !shape.TransposeB && n % (PageFloats / 2) == 0 && k >= LongSum;
        var packB = shape.TransposeB || (drivesItselfOut && m >= FewestPackedRows) || (n >= 768 && (lanes < 16 ? m >= 128 : m >= 512 && k >= 256));
        var packA = n >= 256 && m >= 64
            && (shape.TransposeA ? lanes < 16 && m % PageFloats == 0 : L1Cache.RowsSideBySide(k) < FewestRows);
        var most = packA || (drivesItselfOut && !packB) ? 384 : packB ? 1024 : 768;
        var blocks = (k + most - 1) / most;
        var kBlock = blocks == 1 ? k : (((k + blocks - 1) / blocks) + lanes - 1) / lanes * lanes;
        var (rowParts, columnParts) = Split(shape, 2 * lanes, columnsFirst: packB && !packA, wholeRows && n <= WidestWholeRow);
        return new Tiling(rowParts, columnParts, kBlock, packA, packB);
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

    // Halves the block again and again until there are units enough and they are small enough.
    private static (int RowParts, int ColumnParts) Split(in MatMulShape shape, int panel, bool columnsFirst, bool rowsFirst)
    {
        var (rows, columns) = (shape.M, shape.N);
        var flops = 2.0 * rows * columns * shape.K;
        var (rowParts, columnParts) = (1, 1);
        var least = flops < SmallestSharedFlops ? 1 : flops < 1e6 ? 2 : flops < 4e6 ? 4 : 8;
        while (rowParts * columnParts < least
            || (rowParts * columnParts < 16 && least == 8 && rows * columns > BlockElements))
        {
            var rowsFit = rows >= 2 * SmallestRows;
            var columnsFit = columns >= 2 * panel;
            if (columnsFit && !(rowsFirst && rowsFit) && (columnsFirst || columns > rows || !rowsFit))
            {
                columnParts *= 2;
                columns /= 2;
            }
            else if (rowsFit)
            {
                rowParts *= 2;
                rows /= 2;
            }
            else
            {
                break;
            }
        }

        return (rowParts, columnParts);
    }
}
