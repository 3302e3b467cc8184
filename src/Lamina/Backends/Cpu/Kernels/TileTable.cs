namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Finds the tile for a number of rows; asked when a product is planned, never while it runs.</summary>
internal static unsafe class TileTable<TVector, TLanes>
    where TVector : unmanaged
    where TLanes : ITileLanes<TVector>
{
    public static delegate*<TileArguments*, void> Find(int rows, int vectors, bool interleaved) =>
        (vectors, interleaved) switch
        {
            (1, false) => Find<OneVector, StridedRows>(rows),
            (1, true) => Find<OneVector, InterleavedRows>(rows),
            (_, false) => Find<TwoVectors, StridedRows>(rows),
            (_, true) => Find<TwoVectors, InterleavedRows>(rows),
        };

    private static delegate*<TileArguments*, void> Find<TColumns, TAccess>(int rows)
        where TColumns : ITileColumns
        where TAccess : ITileAccess => rows switch
        {
            1 => &Tile<TVector, TLanes, Rows1, TColumns, TAccess>.Run,
            2 => &Tile<TVector, TLanes, Rows2, TColumns, TAccess>.Run,
            3 => &Tile<TVector, TLanes, Rows3, TColumns, TAccess>.Run,
            4 => &Tile<TVector, TLanes, Rows4, TColumns, TAccess>.Run,
            5 => &Tile<TVector, TLanes, Rows5, TColumns, TAccess>.Run,
            6 => &Tile<TVector, TLanes, Rows6, TColumns, TAccess>.Run,
            7 => &Tile<TVector, TLanes, Rows7, TColumns, TAccess>.Run,
            8 => &Tile<TVector, TLanes, Rows8, TColumns, TAccess>.Run,
            9 => &Tile<TVector, TLanes, Rows9, TColumns, TAccess>.Run,
            10 => &Tile<TVector, TLanes, Rows10, TColumns, TAccess>.Run,
            11 => &Tile<TVector, TLanes, Rows11, TColumns, TAccess>.Run,
            12 => &Tile<TVector, TLanes, Rows12, TColumns, TAccess>.Run,
            13 => &Tile<TVector, TLanes, Rows13, TColumns, TAccess>.Run,
            14 => &Tile<TVector, TLanes, Rows14, TColumns, TAccess>.Run,
            _ => throw new ArgumentOutOfRangeException(nameof(rows), rows, "A tile has 1 to 14 rows."),
        };
}
