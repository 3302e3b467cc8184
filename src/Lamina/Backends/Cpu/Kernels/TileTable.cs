namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Finds the tile for a number of rows; asked when a product is planned, never while it runs.</summary>
internal static unsafe class TileTable<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    public static delegate*<TileArguments*, void> Find(int rows, int vectors, bool interleaved, bool severalRuns = false) =>
        (vectors, interleaved, severalRuns) switch
        {
            (1, false, false) => Find<OneVector, StridedRows, OneRun>(rows),
            (1, true, false) => Find<OneVector, InterleavedRows, OneRun>(rows),
            (_, false, false) => Find<TwoVectors, StridedRows, OneRun>(rows),
            (_, true, false) => Find<TwoVectors, InterleavedRows, OneRun>(rows),
            (1, false, true) => Find<OneVector, StridedRows, SeveralRuns>(rows),
            (1, true, true) => Find<OneVector, InterleavedRows, SeveralRuns>(rows),
            (_, false, true) => Find<TwoVectors, StridedRows, SeveralRuns>(rows),
            (_, true, true) => Find<TwoVectors, InterleavedRows, SeveralRuns>(rows),
        };

    private static delegate*<TileArguments*, void> Find<TColumns, TAccess, TRuns>(int rows)
        where TColumns : ITileColumns
        where TAccess : ITileAccess
        where TRuns : ITileRuns => rows switch
        {
            1 => &Tile<TVector, TLanes, Rows1, TColumns, TAccess, TRuns>.Run,
            2 => &Tile<TVector, TLanes, Rows2, TColumns, TAccess, TRuns>.Run,
            3 => &Tile<TVector, TLanes, Rows3, TColumns, TAccess, TRuns>.Run,
            4 => &Tile<TVector, TLanes, Rows4, TColumns, TAccess, TRuns>.Run,
            5 => &Tile<TVector, TLanes, Rows5, TColumns, TAccess, TRuns>.Run,
            6 => &Tile<TVector, TLanes, Rows6, TColumns, TAccess, TRuns>.Run,
            7 => &Tile<TVector, TLanes, Rows7, TColumns, TAccess, TRuns>.Run,
            8 => &Tile<TVector, TLanes, Rows8, TColumns, TAccess, TRuns>.Run,
            9 => &Tile<TVector, TLanes, Rows9, TColumns, TAccess, TRuns>.Run,
            10 => &Tile<TVector, TLanes, Rows10, TColumns, TAccess, TRuns>.Run,
            11 => &Tile<TVector, TLanes, Rows11, TColumns, TAccess, TRuns>.Run,
            12 => &Tile<TVector, TLanes, Rows12, TColumns, TAccess, TRuns>.Run,
            13 => &Tile<TVector, TLanes, Rows13, TColumns, TAccess, TRuns>.Run,
            14 => &Tile<TVector, TLanes, Rows14, TColumns, TAccess, TRuns>.Run,
            _ => throw new ArgumentOutOfRangeException(nameof(rows), rows, "A tile has 1 to 14 rows."),
        };
}
