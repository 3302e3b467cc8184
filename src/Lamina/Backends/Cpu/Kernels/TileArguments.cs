namespace Lamina.Backends.Cpu.Kernels;

/// <summary>What a tile is called with; strides are in floats.</summary>
internal unsafe struct TileArguments
{
    public float* A;

    /// <summary>From a row of op(A) to the next; not read where the rows are interleaved.</summary>
    public nint ARowStride;

    /// <summary>From a column of op(A) to the next.</summary>
    public nint AColumnStride;

    public float* B;
    public nint BStride;

    /// <summary>What the sums start from; with stride 0 every row starts from the same.</summary>
    public float* Init;
    public nint InitStride;
    public float* C;
    public nint CStride;

    /// <summary>Steps of the sum, or of each of its runs.</summary>
    public nint K;

    /// <summary>The number of runs, 1 or more; read only by tiles of several.</summary>
    public nint Runs;

    /// <summary>Where each run begins in A, from <see cref="A"/>.</summary>
    public nint* ARuns;

    /// <summary>Where each run begins in B, from <see cref="B"/>.</summary>
    public nint* BRuns;

    /// <summary>Columns to be written.</summary>
    public int Columns;
}

/// <summary>How many vectors a row of the tile has.</summary>
internal interface ITileColumns
{
    static abstract int Vectors { get; }
}

internal readonly struct OneVector : ITileColumns
{
    public static int Vectors => 1;
}

internal readonly struct TwoVectors : ITileColumns
{
    public static int Vectors => 2;
}

/// <summary>How the rows of A lie: side by side (transposed or packed), or a stride apart.</summary>
internal interface ITileAccess
{
    static abstract bool Interleaved { get; }
}

internal readonly struct InterleavedRows : ITileAccess
{
    public static bool Interleaved => true;
}

internal readonly struct StridedRows : ITileAccess
{
    public static bool Interleaved => false;
}

/// <summary>Whether the sum goes through A and B in one run or in several.</summary>
internal interface ITileRuns
{
    static abstract bool Several { get; }
}

internal readonly struct OneRun : ITileRuns
{
    public static bool Several => false;
}

internal readonly struct SeveralRuns : ITileRuns
{
    public static bool Several => true;
}
