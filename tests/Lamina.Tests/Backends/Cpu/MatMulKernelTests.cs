using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

public sealed class MatMulKernelTests
{
    private static readonly bool[] NoYes = [false, true];
    private static readonly int[] Parts = [1, 3];
    private static readonly int[] Depths = [16, 32, 200];

    // The sizes of real training steps and predictions: M, N, K.
    private static readonly (int M, int N, int K)[] Shapes =
    [
        (32, 30, 8), (32, 1, 30), (32, 25, 400), (32, 15, 25), (32, 128, 784), (32, 300, 100), (8, 30, 32), (30, 1, 32),
        (784, 128, 32), (128, 10, 32), (64, 64, 64), (64, 10, 64), (32, 30, 1), (1, 128, 784), (1, 10, 128), (1, 1, 1),
        (1, 1, 1000), (1, 300, 1000), (300, 1, 1000), (256, 10, 1024), (130, 200, 500), (257, 130, 70), (20, 900, 129),
        (30, 20, 1024),
    ];

    public static TheoryData<int> Widths
    {
        get
        {
            var widths = new TheoryData<int>();
            foreach (var width in Enum.GetValues<SimdWidth>())
            {
                if (width <= CpuFeatures.Choose(null))
                {
                    widths.Add((int)width);
                }
            }

            return widths;
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_small_size_agrees_with_a_double_loop(int width)
    {
        int[] columns = [1, 2, 3, 5, 7, 8, 9, 15, 16, 17, 23, 24, 25, 31, 32, 33, 40, 47, 48, 49, 63, 64, 65, 70];
        int[] depths = [1, 2, 3, 7, 8, 16, 17, 31, 33];
        for (var m = 1; m <= 33; m++)
        {
            foreach (var n in columns)
            {
                var k = depths[(m + n) % depths.Length];
                CheckAll(m, n, k, (SimdWidth)width);
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_depth_agrees_with_a_double_loop(int width)
    {
        for (var k = 1; k <= 67; k++)
        {
            foreach (var (m, n) in new[] { (1, 1), (1, 37), (37, 1), (5, 6), (15, 35) })
            {
                CheckAll(m, n, k, (SimdWidth)width);
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Sizes_of_real_models_agree_with_a_double_loop(int width)
    {
        foreach (var (m, n, k) in Shapes)
        {
            CheckAll(m, n, k, (SimdWidth)width);
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_unit_writes_its_block_and_nothing_else(int width)
    {
        foreach (var (m, n, k) in Shapes)
        {
            foreach (var shape in Variants(m, n, k))
            {
                if (shape.Init == Init.Row)
                {
                    var kernel = Kernel(shape, (SimdWidth)width);
                    new MatMulCase(shape).CheckUnit(kernel, 0);
                    new MatMulCase(shape).CheckUnit(kernel, kernel.UnitCount - 1);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Every_tiling_gives_the_same_product(int width)
    {
        foreach (var (m, n, k) in new[] { (45, 70, 37), (29, 97, 64), (33, 20, 130) })
        {
            foreach (var shape in Variants(m, n, k))
            {
                var check = new MatMulCase(shape);
                foreach (var tiling in Tilings(shape))
                {
                    check.Check(new MatMulKernel(shape, (SimdWidth)width, tiling), inPlace: shape.Init == Init.Matrix);
                }
            }
        }
    }

    [Theory, MemberData(nameof(Widths))]
    public void Blocks_cover_each_element_once(int width)
    {
        foreach (var (m, n, k) in Shapes)
        {
            var kernel = Kernel(new MatMulShape(m, n, k, false, false, Init.Zero), (SimdWidth)width);
            var seen = new int[m * n];
            for (var unit = 0; unit < kernel.UnitCount; unit++)
            {
                var block = kernel.UnitBlock(unit);
                for (var i = block.Row; i < block.Row + block.Rows; i++)
                {
                    for (var j = block.Column; j < block.Column + block.Columns; j++)
                    {
                        seen[(i * n) + j]++;
                    }
                }
            }

            Assert.All(seen, count => Assert.Equal(1, count));
        }
    }

    [Theory]
    [InlineData(32, 30, 8, 1, 1)]
    [InlineData(32, 10, 128, 1, 1)]
    [InlineData(32, 128, 784, 4, 16)]
    [InlineData(784, 128, 32, 4, 16)]
    [InlineData(1024, 1024, 1024, 4, 128)]
    public void Small_products_are_one_unit_and_large_ones_several(int m, int n, int k, int least, int most)
    {
        var kernel = Kernel(new MatMulShape(m, n, k, false, false, Init.Zero), CpuFeatures.Width);
        Assert.InRange(kernel.UnitCount, least, most);
        Assert.Equal(2.0 * m * n * k, kernel.Flops);
    }

    [Fact]
    public void Only_rows_a_page_apart_limit_how_many_are_read_side_by_side()
    {
        Assert.Equal(int.MaxValue, L1Cache.RowsSideBySide(1000));
        Assert.InRange(L1Cache.RowsSideBySide(1024), 1, 63);
    }

    [Fact]
    public void Empty_products_are_rejected() =>
        Assert.Throws<ArgumentOutOfRangeException>(
            () => new MatMulKernel(1, 0, 1, false, false, Init.Zero, SimdWidth.Scalar));

    private static void CheckAll(int m, int n, int k, SimdWidth width)
    {
        foreach (var shape in Variants(m, n, k))
        {
            var inPlace = shape.Init == Init.Matrix && (m + n + k) % 2 == 0;
            new MatMulCase(shape).Check(Kernel(shape, width), inPlace);
        }
    }

    private static MatMulKernel Kernel(MatMulShape shape, SimdWidth width) =>
        new(shape.M, shape.N, shape.K, shape.TransposeA, shape.TransposeB, shape.Init, width);

    private static IEnumerable<MatMulShape> Variants(int m, int n, int k) =>
        from transposeA in NoYes
        from transposeB in NoYes
        from init in Enum.GetValues<Init>()
        select new MatMulShape(m, n, k, transposeA, transposeB, init);

    private static IEnumerable<Tiling> Tilings(MatMulShape shape) =>
        from rows in Parts
        from columns in Parts
        from depth in Depths
        from packA in NoYes
        from packB in NoYes
        where packB || !shape.TransposeB
        select new Tiling(rows, columns, int.Min(depth, shape.K), packA, packB);
}
