using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Backends.Cpu.Recurrences;

/// <summary>The products of the steps of a recurrence with one matrix, of which a block of columns is computed at a time
/// so that the gates can be applied while it is in the nearest cache.</summary>
/// <remarks>The matrix is packed once and used at every step: C[rows, columns] = init + A·B, where B has the columns of
/// one gate after the other, [depth, gates·columns], or lies transposed, [columns, gates·depth].</remarks>
internal abstract unsafe class RecurrentProduct
{
    private const int LineFloats = 16;

    /// <summary>Columns of a block; the last may have fewer.</summary>
    public abstract int BlockColumns { get; }

    /// <summary>Room for the packed matrix, in floats.</summary>
    public abstract int PackedFloats { get; }

    /// <summary>A product for some rows at a time.</summary>
    /// <param name="shape">What is multiplied.</param>
    /// <param name="mostRows">The most rows of A; all calls have as many, or one fewer.</param>
    /// <param name="width">The vector width.</param>
    public static RecurrentProduct Create(in RecurrentShape shape, int mostRows, SimdWidth width) => width switch
    {
        SimdWidth.Bits512 => Create<Vector512<float>, TileLanes512>(shape, mostRows),
        SimdWidth.Bits256 => Create<Vector256<float>, TileLanes256>(shape, mostRows),
        _ => Create<float, TileLanesScalar>(shape, mostRows),
    };

    /// <summary>Makes the matrix ready for all steps; gives what <see cref="Run"/> wants.</summary>
    public abstract float* Prepare(float* matrix, float* packed);

    /// <summary>Computes one gate's columns of a block.</summary>
    /// <param name="prepared">What <see cref="Prepare"/> gave.</param>
    /// <param name="block">The block.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="rows">A, and the block's columns of init and C.</param>
    public abstract void Run(float* prepared, int block, int gate, in RecurrentRows rows);

    /// <summary>Asks for the lines of a block of columns that is wanted soon: they lie a row apart, where no hardware
    /// prefetcher follows.</summary>
    public static void Fetch(float* block, nint rowStride, int rows, int columns)
    {
        if (Sse.IsSupported)
        {
            for (nint row = 0; row < rows; row++, block += rowStride)
            {
                for (nint j = 0; j < columns; j += LineFloats)
                {
                    Sse.Prefetch1(block + j);
                }
            }
        }
    }

    private static RecurrentProduct Create<TVector, TLanes>(in RecurrentShape shape, int mostRows)
        where TVector : unmanaged
        where TLanes : ITileLanes<TVector> =>
        mostRows == 1 ? new RecurrentVectorProduct<TVector, TLanes>(shape) : new RecurrentTiles<TVector, TLanes>(shape, mostRows);
}

/// <summary>The sizes of a <see cref="RecurrentProduct"/>.</summary>
/// <param name="Depth">Terms of each sum.</param>
/// <param name="Columns">Columns of a gate.</param>
/// <param name="Gates">How many gates there are side by side; each has a product of its own.</param>
/// <param name="Stride">From a row of the stored matrix to the next.</param>
/// <param name="Transposed">Whether the matrix is stored [columns, gates·depth].</param>
internal readonly record struct RecurrentShape(int Depth, int Columns, int Gates, int Stride, bool Transposed = false);

/// <summary>The operands of one product; strides are in floats.</summary>
internal unsafe struct RecurrentRows
{
    public float* A;
    public nint AStride;

    /// <summary>What the sums start from; with stride 0 every row starts from the same.</summary>
    public float* Init;
    public nint InitStride;
    public float* C;
    public nint CStride;
    public int Rows;
}
