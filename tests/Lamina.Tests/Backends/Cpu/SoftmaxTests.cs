using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

public sealed unsafe class SoftmaxTests
{
    // Four rows that go together and two that go alone.
    private const int Rows = 6;

    [Fact]
    public void Softmax_and_its_logarithm_agree_with_the_formula_at_every_length()
    {
        var random = new Random(1);
        foreach (var columns in Enumerable.Range(1, 257).Append(5000))
        {
            var x = new Guarded(Rows * columns);
            for (var i = 0; i < x.Count; i++)
            {
                x.Floats[i] = (float)((random.NextDouble() * 20) + (columns == 100 ? 1000 : -10));
            }

            foreach (var width in Widths.Supported)
            {
                var (y, log) = (new Guarded(x.Count), Guarded.Of(x.Floats));
                Softmax.Run(x.Pointer, y.Pointer, Rows, columns, width);
                LogSoftmax.Run(log.Pointer, log.Pointer, Rows, columns, width);
                y.AssertMarginsUntouched($"Softmax, {columns} columns, {width}");
                log.AssertMarginsUntouched($"LogSoftmax, {columns} columns, {width}");
                for (var row = 0; row < Rows; row++)
                {
                    Check(x, y, log, row, columns);
                }
            }
        }
    }

    [Fact]
    public void Gradient_agrees_with_the_formula_at_every_length()
    {
        var random = new Random(2);
        foreach (var columns in Enumerable.Range(1, 257).Append(5000))
        {
            var (y, dy) = (new Guarded(Rows * columns), new Guarded(Rows * columns));
            for (var i = 0; i < y.Count; i++)
            {
                (y.Floats[i], dy.Floats[i]) = ((float)random.NextDouble() / columns, (float)random.NextDouble() - 0.5f);
            }

            foreach (var width in Widths.Supported)
            {
                var dx = Guarded.Of(dy.Floats);
                SoftmaxGradient.Run(y.Pointer, dx.Pointer, dx.Pointer, Rows, columns, width);
                dx.AssertMarginsUntouched($"SoftmaxGradient, {columns} columns, {width}");
                for (var start = 0; start < y.Count; start += columns)
                {
                    var sum = Enumerable.Range(start, columns).Sum(i => (double)y.Floats[i] * dy.Floats[i]);
                    for (var i = start; i < start + columns; i++)
                    {
                        Assert.Equal(y.Floats[i] * (dy.Floats[i] - sum), dx.Floats[i], 2e-6 / columns);
                    }
                }
            }
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_row_that_is_not_finite_is_NaN_and_its_neighbours_are_not(float bad)
    {
        foreach (var columns in new[] { 5, 10, 16, 40, 300 })
        {
            foreach (var width in Widths.Supported)
            {
                var x = new Guarded(Rows * columns);
                x.Floats.Fill(1f);
                x.Floats[columns + (columns / 2)] = bad;
                Softmax.Run(x.Pointer, x.Pointer, Rows, columns, width);
                for (var i = 0; i < x.Count; i++)
                {
                    Assert.Equal(i / columns == 1, float.IsNaN(x.Floats[i]));
                }
            }
        }
    }

    [Fact]
    public void Minus_infinity_gets_nothing()
    {
        foreach (var columns in new[] { 2, 10, 17, 100 })
        {
            foreach (var width in Widths.Supported)
            {
                var x = new Guarded(columns);
                x.Floats.Fill(3f);
                x.Floats[1] = float.NegativeInfinity;
                var (y, log) = (new Guarded(columns), new Guarded(columns));
                Softmax.Run(x.Pointer, y.Pointer, 1, columns, width);
                LogSoftmax.Run(x.Pointer, log.Pointer, 1, columns, width);
                Assert.Equal(0f, y.Floats[1]);
                Assert.Equal(float.NegativeInfinity, log.Floats[1]);
                Assert.Equal(1.0 / (columns - 1), y.Floats[0], 1e-6);
            }
        }
    }

    private static void Check(Guarded x, Guarded y, Guarded log, int row, int columns)
    {
        var values = x.Floats.Slice(row * columns, columns).ToArray();
        var largest = (double)values.Max();
        var sum = values.Sum(v => Math.Exp(v - largest));
        for (var j = 0; j < columns; j++)
        {
            var expected = Math.Exp(values[j] - largest) / sum;
            Assert.Equal(
                expected, y.Floats[(row * columns) + j], (expected * Tolerances.Softmax) + Tolerances.Underflow);
            var expectedLog = values[j] - largest - Math.Log(sum);
            Assert.Equal(
                expectedLog, log.Floats[(row * columns) + j], (Math.Abs(expectedLog) * 1e-6) + Tolerances.Softmax);
        }
    }
}
