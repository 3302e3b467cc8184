using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// One matrix product C[M,N] = init + op(A)·op(B), float32, row-major and contiguous; A is [M,K], or [K,M] if
/// transposed, B is [K,N], or [N,K] if transposed.
/// </summary>
/// <remarks>
/// <para>All choices are made when it is constructed; running only executes them and allocates nothing.</para>
/// <para>The work is cut into units, blocks of C that are computed completely and in a fixed order of additions; the
/// cut follows from the sizes alone, so any number of threads gives the same bits.</para>
/// <para>Every buffer needs 64 readable bytes behind its end; nothing outside the unit's block is written.</para>
/// </remarks>
internal sealed unsafe class MatMulKernel
{
    private readonly Block[] _blocks;
    private readonly Product _product;

    /// <summary>A product of the given sizes.</summary>
    /// <param name="m">Rows of C.</param>
    /// <param name="n">Columns of C.</param>
    /// <param name="k">Terms of each sum.</param>
    /// <param name="transposeA">Whether A is stored [K,M].</param>
    /// <param name="transposeB">Whether B is stored [N,K].</param>
    /// <param name="init">What C starts from.</param>
    /// <param name="width">The vector width.</param>
    /// <param name="wholeRows">Whether units had better be ranges of rows, as for an epilogue, which runs over a range of
    /// rows at once but over a range of columns row by row.</param>
    public MatMulKernel(
        int m, int n, int k, bool transposeA, bool transposeB, Init init, SimdWidth width, bool wholeRows = false)
        : this(
            new MatMulShape(m, n, k, transposeA, transposeB, init),
            width,
            wholeRows ? Tiling.Choose(new MatMulShape(m, n, k, transposeA, transposeB, init).Plain(), (int)width, wholeRows) : null)
    {
    }

    /// <summary>With a tiling of one's own, for tests and tuning.</summary>
    internal MatMulKernel(MatMulShape shape, SimdWidth width, Tiling? tiling)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.M);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.N);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(shape.K);
        Flops = 2.0 * shape.M * shape.N * shape.K;
        shape = shape.Plain();
        var cut = tiling ?? Tiling.Choose(shape, (int)width);
        _blocks = cut.Blocks(shape, 2 * (int)width);
        _product = width switch
        {
            SimdWidth.Bits512 => Create<Vector512<float>, TileLanes512>(shape, cut),
            SimdWidth.Bits256 => Create<Vector256<float>, TileLanes256>(shape, cut),
            _ => Create<float, TileLanesScalar>(shape, cut),
        };
    }

    /// <summary>Independent blocks of C.</summary>
    public int UnitCount => _blocks.Length;

    /// <summary>Floats of scratch that a running unit needs, aligned to 64 bytes.</summary>
    public int ScratchFloats => _product.ScratchFloats;

    /// <summary>Floating-point operations of the whole product: 2·M·N·K.</summary>
    public double Flops { get; }

    /// <summary>The block of C that a unit computes.</summary>
    public Block UnitBlock(int unit) => _blocks[unit];

    /// <summary>Computes a unit's block of C, over the whole of K.</summary>
    public void Run(int unit, float* a, float* b, float* init, float* c, float* scratch) =>
        _product.Run(in _blocks[unit], a, b, init, c, scratch);

    private Product Create<TVector, TLanes>(in MatMulShape shape, in Tiling tiling)
        where TVector : unmanaged
        where TLanes : ITileLanes<TVector> =>
        shape.IsVector
            ? new VectorProduct<TVector, TLanes>(shape)
            : new TiledProduct<TVector, TLanes>(shape, tiling, _blocks);
}
