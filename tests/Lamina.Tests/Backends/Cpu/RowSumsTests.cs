using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class RowSumsTests
{
    [Fact]
    public void Scatter_adds_rows_that_are_named_twice_and_leaves_other_parts_alone()
    {
        var indices = stackalloc int[] { 2, 0, 2, 2, 5, 4, 2, 0, 1 };
        foreach (var width in Widths.Supported)
        {
            for (var columns = 1; columns < 70; columns += columns < 20 ? 1 : 7)
            {
                var x = Counting(9 * columns);
                var y = new Guarded(3 * columns);
                y.Floats.Fill(1f);
                RowSums.Scatter(x.Pointer, columns, indices, null, 9, 1, Part(y, 3, null), width);
                y.AssertMarginsUntouched($"Scatter at {width}");
                for (var j = 0; j < columns; j++)
                {
                    Assert.Equal(Sum(j, 1, 7) + 1, y.Floats[j]);
                    Assert.Equal(Sum(j, 8) + 1, y.Floats[columns + j]);
                    Assert.Equal(Sum(j, 0, 2, 3, 6) + 1, y.Floats[(2 * columns) + j]);
                }

                float Sum(int column, params int[] rows) => rows.Sum(row => x.Floats[(row * columns) + column]);
            }
        }
    }

    [Fact]
    public void Scatter_clears_the_rows_that_it_touches_and_notes_them()
    {
        var indices = stackalloc int[] { 2, 0, 2 };
        var touched = stackalloc byte[] { 0, 0, 0 };
        var (x, y) = (Counting(15), new Guarded(15));
        y.Floats.Fill(float.NaN);
        RowSums.Scatter(
            x.Pointer, 5, indices, null, 3, 1, Part(y, 3, touched), Lamina.Backends.Cpu.SimdWidth.Scalar);
        Assert.Equal([1, 0, 1], new ReadOnlySpan<byte>(touched, 3).ToArray());
        Assert.Equal(x.Floats[5], y.Floats[0]);
        Assert.Equal(x.Floats[0] + x.Floats[10], y.Floats[10]);
        Assert.True(float.IsNaN(y.Floats[5]));
    }

    [Fact]
    public void Scatter_of_many_indices_adds_each_row_to_all_of_its_own()
    {
        var random = new Random(1);
        var indices = Enumerable.Range(0, 5 * 1000).Select(_ => random.Next(50)).ToArray();
        fixed (int* first = indices)
        {
            foreach (var width in Widths.Supported)
            {
                foreach (var each in new[] { 1, 3, 50, 1000 })
                {
                    var x = Counting(2 * 5000 / each);
                    var y = new Guarded(2 * 50);
                    y.Floats.Clear();
                    var part = new RowSums.TablePart { Memory = y.Pointer, FirstRow = 7, Rows = 13, AllRows = 50 };
                    Assert.True(RowSums.Scatter(x.Pointer, 2, first, null, 5000 / each * each, each, in part, width));
                    var expected = new float[2 * 50];
                    for (var place = 0; place < 5000 / each * each; place++)
                    {
                        if (indices[place] is >= 7 and < 20)
                        {
                            expected[2 * indices[place]] += x.Floats[2 * (place / each)];
                            expected[(2 * indices[place]) + 1] += x.Floats[(2 * (place / each)) + 1];
                        }
                    }

                    Assert.Equal(expected, y.Floats.ToArray());
                    y.AssertMarginsUntouched($"Scatter at {width}");
                    indices[4321 / each] = -1;
                    Assert.False(RowSums.Scatter(x.Pointer, 2, first, null, 5000 / each * each, each, in part, width));
                    indices[4321 / each] = 0;
                }
            }
        }
    }

    [Fact]
    public void FirstOutside_finds_negative_and_large_indices_at_every_place()
    {
        for (var count = 0; count < 20; count++)
        {
            var indices = new int[count + 1];
            fixed (int* first = indices)
            {
                Assert.Equal(-1, RowSums.FirstOutside(first, count, 1));
                for (var at = 0; at < count; at++)
                {
                    foreach (var bad in new[] { -1, 1, int.MinValue, int.MaxValue })
                    {
                        indices[at] = bad;
                        Assert.Equal(at, RowSums.FirstOutside(first, count, 1));
                    }

                    indices[at] = 0;
                }
            }
        }
    }

    private static RowSums.TablePart Part(Guarded memory, int rows, byte* touched) =>
        new() { Memory = memory.Pointer, FirstRow = 0, Rows = rows, AllRows = 6, Touched = touched };

    private static Guarded Counting(int count) => Guarded.Of([.. Enumerable.Range(0, count).Select(i => (float)((i * 37 % 101) + 1))]);
}
