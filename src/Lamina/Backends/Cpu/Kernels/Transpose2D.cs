using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Transposes matrices of 4-byte elements by blocks of 8x8 in registers.</summary>
/// <remarks>
/// Tiles of 64x64 (16 KB read, 16 KB written) keep both sides in the first cache, so that each line is fetched once
/// even where strides are powers of two.
/// </remarks>
internal static unsafe class Transpose2D
{
    private const int Tile = 64;

    /// <summary>src [rows, columns] → dst [columns, rows].</summary>
    public static void Run(float* src, float* dst, nint rows, nint columns, SimdWidth width) =>
        Run(src, columns, dst, rows, rows, columns, width);

    /// <summary>The same for parts of matrices whose rows are some elements apart.</summary>
    public static void Run(
        float* src, nint srcStride, float* dst, nint dstStride, nint rows, nint columns, SimdWidth width)
    {
        for (nint row = 0; row < rows; row += Tile)
        {
            for (nint column = 0; column < columns; column += Tile)
            {
                var x = src + (row * srcStride) + column;
                var y = dst + (column * dstStride) + row;
                var (height, breadth) = (Math.Min(Tile, rows - row), Math.Min(Tile, columns - column));
                if (width == SimdWidth.Scalar)
                {
                    Tile1(x, srcStride, y, dstStride, height, breadth);
                }
                else
                {
                    Tile256(x, srcStride, y, dstStride, height, breadth);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile1(float* src, nint srcStride, float* dst, nint dstStride, nint rows, nint columns)
    {
        for (nint column = 0; column < columns; column++)
        {
            for (nint row = 0; row < rows; row++)
            {
                dst[(column * dstStride) + row] = src[(row * srcStride) + column];
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Tile256(float* src, nint srcStride, float* dst, nint dstStride, nint rows, nint columns)
    {
        for (nint column = 0; column < columns; column += 8)
        {
            for (nint row = 0; row < rows; row += 8)
            {
                var x = src + (row * srcStride) + column;
                var y = dst + (column * dstStride) + row;
                if (rows - row >= 8 && columns - column >= 8)
                {
                    Block(x, srcStride, y, dstStride, 8, 8, 8);
                }
                else
                {
                    Block(x, srcStride, y, dstStride, (int)(rows - row), (int)(columns - column), rows - row);
                }
            }
        }
    }

    // Rows that are not there are read as the first; lanes behind the last column are read and not written.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Block(float* x, nint srcStride, float* y, nint dstStride, int rows, int columns, nint left)
    {
        var r0 = Vector256.Load(x);
        var r1 = Vector256.Load(rows > 1 ? x + srcStride : x);
        var r2 = Vector256.Load(rows > 2 ? x + (2 * srcStride) : x);
        var r3 = Vector256.Load(rows > 3 ? x + (3 * srcStride) : x);
        var r4 = Vector256.Load(rows > 4 ? x + (4 * srcStride) : x);
        var r5 = Vector256.Load(rows > 5 ? x + (5 * srcStride) : x);
        var r6 = Vector256.Load(rows > 6 ? x + (6 * srcStride) : x);
        var r7 = Vector256.Load(rows > 7 ? x + (7 * srcStride) : x);

        // Pairs of rows, then fours, within 128-bit parts; then the parts.
        var (a0, a1) = (Avx.UnpackLow(r0, r1), Avx.UnpackHigh(r0, r1));
        var (a2, a3) = (Avx.UnpackLow(r2, r3), Avx.UnpackHigh(r2, r3));
        var (a4, a5) = (Avx.UnpackLow(r4, r5), Avx.UnpackHigh(r4, r5));
        var (a6, a7) = (Avx.UnpackLow(r6, r7), Avx.UnpackHigh(r6, r7));
        var (b0, b1) = (Avx.Shuffle(a0, a2, 0x44), Avx.Shuffle(a0, a2, 0xEE));
        var (b2, b3) = (Avx.Shuffle(a1, a3, 0x44), Avx.Shuffle(a1, a3, 0xEE));
        var (b4, b5) = (Avx.Shuffle(a4, a6, 0x44), Avx.Shuffle(a4, a6, 0xEE));
        var (b6, b7) = (Avx.Shuffle(a5, a7, 0x44), Avx.Shuffle(a5, a7, 0xEE));
        Store(Avx.Permute2x128(b0, b4, 0x20), y, left);
        if (columns > 1)
        {
            Store(Avx.Permute2x128(b1, b5, 0x20), y + dstStride, left);
        }

        if (columns > 2)
        {
            Store(Avx.Permute2x128(b2, b6, 0x20), y + (2 * dstStride), left);
        }

        if (columns > 3)
        {
            Store(Avx.Permute2x128(b3, b7, 0x20), y + (3 * dstStride), left);
        }

        if (columns > 4)
        {
            Store(Avx.Permute2x128(b0, b4, 0x31), y + (4 * dstStride), left);
        }

        if (columns > 5)
        {
            Store(Avx.Permute2x128(b1, b5, 0x31), y + (5 * dstStride), left);
        }

        if (columns > 6)
        {
            Store(Avx.Permute2x128(b2, b6, 0x31), y + (6 * dstStride), left);
        }

        if (columns > 7)
        {
            Store(Avx.Permute2x128(b3, b7, 0x31), y + (7 * dstStride), left);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<float> x, float* y, nint left) => Lanes256.Store(x, y, left);
}
