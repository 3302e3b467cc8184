using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class MovementTests
{
    [Fact]
    public void Expand_repeats_rows_and_columns_exactly()
    {
        foreach (var columns in Enumerable.Range(1, 40).Concat([64, 100, 257]))
        {
            var vector = Counting(columns);
            var values = Counting(300);
            foreach (var start in new[] { 0, 1, columns / 2, columns - 1 }.Where(s => s < columns).Distinct())
            {
                foreach (var n in new[] { 0, 1, 7, 8, 15, 16, 17, 31, 32, 33, 100, 257 })
                {
                    foreach (var width in Widths.Supported)
                    {
                        var (rows, fills) = (new Guarded(n), new Guarded(n));
                        Expand.RowVector(vector.Pointer, columns, start, rows.Pointer, n, width);
                        Expand.ColumnVector(values.Pointer, columns, columns + start, fills.Pointer, n, width);
                        var what = $"Expand at {width}, {columns} columns from {start}, {n}";
                        rows.AssertMarginsUntouched(what);
                        fills.AssertMarginsUntouched(what);
                        for (var i = 0; i < n; i++)
                        {
                            Assert.Equal(vector.Floats[(start + i) % columns], rows.Floats[i]);
                            Assert.Equal(values.Floats[(columns + start + i) / columns], fills.Floats[i]);
                        }
                    }
                }
            }
        }
    }

    [Fact]
    public void Transpose_turns_rows_into_columns()
    {
        foreach (var rows in Enumerable.Range(1, 20).Concat([64, 65, 130]))
        {
            foreach (var columns in Enumerable.Range(1, 20).Concat([63, 64, 129]))
            {
                var x = Counting(rows * columns);
                foreach (var width in Widths.Supported)
                {
                    var y = new Guarded(rows * columns);
                    Transpose2D.Run(x.Pointer, y.Pointer, rows, columns, width);
                    y.AssertMarginsUntouched($"Transpose2D [{rows}, {columns}] at {width}");
                    for (var i = 0; i < y.Count; i++)
                    {
                        Assert.Equal(x.Floats[(i % rows * columns) + (i / rows)], y.Floats[i]);
                    }
                }
            }
        }
    }

    public static TheoryData<int[], int[], int> Views => new()
    {
        { [], [], 0 },
        { [0, 3], [3, 1], 0 },
        { [24], [1], 0 },
        { [24], [-1], 23 },
        { [5, 7], [0, 1], 0 },
        { [5, 7], [1, 0], 0 },
        { [5, 40], [1, 0], 0 },
        { [20, 30], [1, 20], 0 },
        { [3, 4, 5], [20, 5, 1], 0 },
        { [5, 3, 4], [1, 20, 5], 0 },
        { [4, 3, 5], [5, 20, 1], 0 },
        { [5, 4, 3], [1, 5, 20], 0 },
        { [2, 16, 3, 17], [816, 1, 272, 16], 0 },
        { [2, 3, 17, 16], [816, 17, 1, 51], 0 },
        { [3, 1, 2, 4], [8, 100, 0, 2], 1 },
        { [4, 20], [40, 2], 3 },
        { [2, 2, 2, 2, 2], [1, 2, 4, 8, 16], 0 },
    };

    [Theory, MemberData(nameof(Views))]
    public void StridedCopy_follows_the_strides(int[] shape, int[] strides, int start)
    {
        var x = Counting(4000);
        var count = shape.Aggregate(1, (a, b) => a * b);
        foreach (var width in Widths.Supported)
        {
            var y = new Guarded(count);
            StridedCopy.Run(x.Pointer + start, y.Pointer, shape, Array.ConvertAll(strides, s => (nint)s), width);
            y.AssertMarginsUntouched($"StridedCopy at {width}");
            for (var i = 0; i < count; i++)
            {
                var (rest, at) = (i, start);
                for (var axis = shape.Length - 1; axis >= 0; axis--)
                {
                    at += rest % shape[axis] * strides[axis];
                    rest /= shape[axis];
                }

                Assert.Equal(x.Floats[at], y.Floats[i]);
            }
        }
    }

    [Fact]
    public void Rows_are_gathered_and_converted_from_every_type()
    {
        for (var columns = 0; columns <= 70; columns++)
        {
            GatherFrom(columns, i => (byte)i);
            GatherFrom(columns, i => i % 2 == 0);
            GatherFrom(columns, i => i - 50);
            GatherFrom(columns, i => (long)i - 50);
            GatherFrom(columns, i => i / 2f);
            GatherFrom(columns, i => i / 2d);
        }
    }

    [Fact]
    public void Rows_are_gathered_as_integers()
    {
        long[] source = [1, 2, 3, 4, 5, 1L << 40];
        int[] indices = [1, 0, 1];
        var result = new int[6];
        fixed (long* src = source)
        fixed (int* index = indices, dst = result)
        {
            Gather.RowsInt32(src, 3, 2, index, 3, dst);
            Assert.Equal([3, 4, 1, 2, 3, 4], result);
            index[2] = 2;
            Assert.Equal(
                "Element 1 is 1099511627776; int32 holds -2147483648 to 2147483647.",
                Assert.Throws<OverflowException>(() => GatherLast(source, 2)).Message);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void An_index_that_names_no_row_is_an_error(int bad) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => GatherLast([1, 2, 3, 4, 5, 6], bad));

    private static void GatherLast(long[] source, int index)
    {
        var result = stackalloc int[2];
        fixed (long* src = source)
        {
            Gather.RowsInt32(src, 3, 2, &index, 1, result);
        }
    }

    private static void GatherFrom<T>(int columns, Func<int, T> element)
        where T : unmanaged
    {
        var source = Enumerable.Range(0, 3 * columns).Select(element).ToArray();
        var indices = stackalloc int[] { 2, 0, 2, 1 };
        foreach (var width in Widths.Supported)
        {
            var y = new Guarded(4 * columns);
            fixed (T* src = source)
            {
                Gather.Rows(src, 3, columns, indices, 4, y.Pointer, width);
            }

            y.AssertMarginsUntouched($"Gather from {typeof(T).Name} at {width}");
            for (var i = 0; i < y.Count; i++)
            {
                var x = source[(indices[i / columns] * columns) + (i % columns)];
                Assert.Equal(Convert.ToSingle(x, null), y.Floats[i]);
            }
        }
    }

    private static Guarded Counting(int n)
    {
        var memory = new Guarded(n);
        for (var i = 0; i < n; i++)
        {
            memory.Floats[i] = i + 1;
        }

        return memory;
    }
}
