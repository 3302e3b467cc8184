using Lamina.Backends.Cpu;
using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class ReduceTests
{
    public static TheoryData<int, int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int, int>
            {
                { 1, 0, 3 }, { 2, 0, 1 }, { 1, 1, 1 }, { 1, 32, 10 }, { 1, 32, 30 }, { 1, 32, 128 }, { 32, 10, 1 },
                { 3, 17, 5 }, { 2, 9, 16 }, { 2, 1031, 17 }, { 1, 600, 1100 }, { 1, 1025, 3 },
                { 3, 5000, 1 }, { 1, 100_003, 1 },
            };
            for (var n = 2; n <= 257; n++)
            {
                data.Add(2, n, 1);
                data.Add(1, n % 23, n);
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Reductions_agree_with_their_definitions(int outer, int length, int inner)
    {
        var x = Random(outer * length * inner);
        foreach (var width in Widths.Supported)
        {
            Check<AddKernel>(x, outer, length, inner, width, 0, (a, b) => a + b, Tolerances.Sum);
            Check<MaximumKernel>(x, outer, length, inner, width, double.NegativeInfinity, Math.Max, 0);
            Check<MinimumKernel>(x, outer, length, inner, width, double.PositiveInfinity, Math.Min, 0);
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void Integers_reduce_exactly(int outer, int length, int inner)
    {
        var x = new Guarded(outer * length * inner);
        var random = new Random(3);
        for (var i = 0; i < x.Count; i++)
        {
            x.Ints[i] = random.Next(-1000, 1000);
        }

        foreach (var width in Widths.Supported)
        {
            var (sums, largest) = (new Guarded(outer * inner), new Guarded(outer * inner));
            Reduce.Run<AddIntKernel>(x.Pointer, sums.Pointer, outer, length, inner, width);
            Reduce.Run<MaximumIntKernel>(x.Pointer, largest.Pointer, outer, length, inner, width);
            for (var i = 0; i < sums.Count; i++)
            {
                var axis = Axis(x.Ints, i, length, inner);
                Assert.Equal(axis.Sum(), sums.Ints[i]);
                Assert.Equal(axis.Append(int.MinValue).Max(), largest.Ints[i]);
            }
        }
    }

    [Theory, MemberData(nameof(Shapes))]
    public void ArgMax_is_the_first_of_the_largest(int outer, int length, int inner)
    {
        if (length == 0)
        {
            return;
        }

        var x = new Guarded(outer * length * inner);
        var random = new Random(4);
        for (var i = 0; i < x.Count; i++)
        {
            x.Floats[i] = random.Next(900) == 0 ? float.NaN : random.Next(-20, 20);
        }

        foreach (var width in Widths.Supported)
        {
            var y = new Guarded(outer * inner);
            ArgMax.Run(x.Pointer, (int*)y.Pointer, 0, outer, length, inner, width);
            y.AssertMarginsUntouched($"ArgMax at {width}");
            for (var i = 0; i < y.Count; i++)
            {
                var axis = Axis(x.Floats, i, length, inner);
                var expected = Array.FindIndex(axis, float.IsNaN);
                Assert.Equal(expected >= 0 ? expected : Array.IndexOf(axis, axis.Max()), y.Ints[i]);
            }
        }
    }

    [Fact]
    public void Parts_give_the_bits_of_the_whole()
    {
        const int Outer = 3, Length = 77, Inner = 150;
        var x = Random(Outer * Length * Inner);
        foreach (var width in Widths.Supported)
        {
            var (whole, parts) = (new Guarded(Outer * Inner), new Guarded(Outer * Inner));
            Reduce.Run<AddKernel>(x.Pointer, whole.Pointer, Outer, Length, Inner, width);
            foreach (var (start, count) in new[] { (0, 10), (10, 64), (74, 76) })
            {
                Reduce.Run<AddKernel>(x.Pointer, parts.Pointer, 0, 1, Length, Inner, start, count, width);
                Reduce.Run<AddKernel>(x.Pointer, parts.Pointer, 1, 2, Length, Inner, start, count, width);
            }

            for (var i = 0; i < whole.Count; i++)
            {
                Assert.Equal(whole.Floats[i], parts.Floats[i]);
            }
        }
    }

    [Fact]
    public void A_long_sum_keeps_its_digits()
    {
        var x = new Guarded(3_000_000);
        x.Floats.Fill(0.1f);
        foreach (var width in Widths.Supported)
        {
            var y = new Guarded(1);
            Reduce.Run<AddKernel>(x.Pointer, y.Pointer, 1, x.Count, 1, width);
            Assert.Equal(1, y.Floats[0] / (0.1f * (double)x.Count), 1e-6);
            y = new Guarded(3);
            Reduce.Run<AddKernel>(x.Pointer, y.Pointer, 1, 1_000_000, 3, width);
            Assert.Equal(1, y.Floats[1] / (0.1f * 1e6), 5e-6);
            y = new Guarded(30);
            Reduce.Run<AddKernel>(x.Pointer, y.Pointer, 1, 100_000, 30, width);
            Assert.Equal(1, y.Floats[29] / (0.1f * 1e5), 5e-6);
        }
    }

    [Fact]
    public void NaN_reaches_the_result()
    {
        foreach (var width in Widths.Supported)
        {
            foreach (var (length, inner) in new[] { (10, 1), (40, 1), (300, 1), (33, 5), (33, 40) })
            {
                var x = Random(length * inner);
                x.Floats[length / 2 * inner] = float.NaN;
                var y = new Guarded(inner);
                Reduce.Run<MaximumKernel>(x.Pointer, y.Pointer, 1, length, inner, width);
                Assert.True(float.IsNaN(y.Floats[0]));
                Assert.False(y.Floats[1..].ContainsAnyInRange(float.NaN, float.NaN));
            }
        }
    }

    private static void Check<TKernel>(
        Guarded x, int outer, int length, int inner, SimdWidth width, double identity,
        Func<double, double, double> join, double tolerance)
        where TKernel : struct, IReductionKernel
    {
        var y = new Guarded(outer * inner);
        Reduce.Run<TKernel>(x.Pointer, y.Pointer, outer, length, inner, width);
        y.AssertMarginsUntouched($"{typeof(TKernel).Name} [{outer}, {length}, {inner}] at {width}");
        for (var i = 0; i < y.Count; i++)
        {
            var axis = Axis(x.Floats, i, length, inner);
            var expected = axis.Aggregate(identity, (a, b) => join(a, b));
            if (expected != y.Floats[i])
            {
                Assert.Equal(expected, y.Floats[i], tolerance * axis.Sum(Math.Abs));
            }
        }
    }

    private static T[] Axis<T>(Span<T> x, int element, int length, int inner)
    {
        var axis = new T[length];
        for (var row = 0; row < length; row++)
        {
            axis[row] = x[(((element / inner * length) + row) * inner) + (element % inner)];
        }

        return axis;
    }

    private static Guarded Random(int n)
    {
        var memory = new Guarded(n);
        var random = new Random(5);
        for (var i = 0; i < n; i++)
        {
            memory.Floats[i] = (float)((random.NextDouble() * 6) - 3);
        }

        return memory;
    }
}
