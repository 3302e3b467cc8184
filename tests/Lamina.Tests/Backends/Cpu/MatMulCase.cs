using Lamina.Backends.Cpu.Kernels;

namespace Lamina.Tests.Backends.Cpu;

/// <summary>One product with its buffers, its answer from a plain double loop, and guards around C.</summary>
internal sealed unsafe class MatMulCase
{
    private const int Guard = 64;
    private const float Canary = 12345.5f;
    private readonly MatMulShape _shape;
    private readonly AlignedMemory _a, _b, _init, _c;
    private readonly double[] _expected;

    public MatMulCase(MatMulShape shape)
    {
        _shape = shape;
        var random = new Random(shape.GetHashCode());
        _a = Fill(random, shape.M * shape.K);
        _b = Fill(random, shape.K * shape.N);
        _init = Fill(random, shape.M * shape.N);
        _c = new AlignedMemory((shape.M * shape.N) + (2 * Guard));
        _expected = Expected();
    }

    private float* C => _c.Pointer + Guard;

    /// <summary>Runs all units, the last one first, and compares all of C; C may be its own start.</summary>
    public void Check(MatMulKernel kernel, bool inPlace = false)
    {
        Reset(inPlace);
        var scratch = Scratch(kernel);
        for (var unit = kernel.UnitCount - 1; unit >= 0; unit--)
        {
            Run(kernel, unit, scratch, inPlace);
        }

        Compare(kernel, new Block(0, _shape.M, 0, _shape.N), inPlace);
    }

    /// <summary>Runs one unit alone: its block is right and all else is as it was.</summary>
    public void CheckUnit(MatMulKernel kernel, int unit)
    {
        Reset(false);
        Run(kernel, unit, Scratch(kernel), false);
        Compare(kernel, kernel.UnitBlock(unit), false);
    }

    private static AlignedMemory Fill(Random random, int elements)
    {
        var memory = new AlignedMemory(elements);
        for (var i = 0; i < elements; i++)
        {
            memory.Pointer[i] = (random.NextSingle() * 2) - 1;
        }

        // What is read behind the end must not count, whatever it is.
        new Span<float>(memory.Pointer + elements, 16).Fill(float.NaN);
        return memory;
    }

    private static AlignedMemory Scratch(MatMulKernel kernel)
    {
        var scratch = new AlignedMemory(kernel.ScratchFloats + Guard);
        scratch.Span<float>()[..kernel.ScratchFloats].Fill(float.NaN);
        scratch.Span<float>()[kernel.ScratchFloats..].Fill(Canary);
        return scratch;
    }

    private void Reset(bool inPlace)
    {
        _c.Span<float>().Fill(Canary);
        if (inPlace)
        {
            _init.Span<float>().CopyTo(_c.Span<float>()[Guard..]);
        }
    }

    private void Run(MatMulKernel kernel, int unit, AlignedMemory scratch, bool inPlace)
    {
        kernel.Run(unit, _a.Pointer, _b.Pointer, inPlace ? C : _init.Pointer, C, scratch.Pointer);
        Assert.True(
            scratch.Span<float>()[kernel.ScratchFloats..].IndexOfAnyExcept(Canary) < 0, $"{_shape}: scratch overrun");
    }

    private void Compare(MatMulKernel kernel, Block block, bool inPlace)
    {
        var all = _c.Span<float>();
        for (var i = 0; i < all.Length; i++)
        {
            var (row, column) = int.DivRem(i - Guard, _shape.N);
            var inside = i >= Guard && i < Guard + (_shape.M * _shape.N)
                && row >= block.Row && row < block.Row + block.Rows
                && column >= block.Column && column < block.Column + block.Columns;
            if (!inside ? all[i] != Canary : !(Math.Abs(all[i] - _expected[i - Guard]) <= Tolerance))
            {
                Assert.Fail(
                    $"{_shape}, in place {inPlace}, {kernel.UnitCount} units, {block}: at [{row}, {column}] "
                    + $"{all[i]} instead of {(inside ? _expected[i - Guard] : Canary)}");
            }
        }
    }

    // Terms are below 1; rounding errors of a sum of K of them add up like a random walk, with room for bad luck.
    private double Tolerance => 3e-6 * (4 + Math.Sqrt(_shape.K));

    private double[] Expected()
    {
        var (m, n, k) = (_shape.M, _shape.N, _shape.K);
        var c = new double[m * n];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < n; j++)
            {
                var sum = _shape.Init switch
                {
                    Init.Zero => 0.0,
                    Init.Row => _init.Pointer[j],
                    _ => _init.Pointer[(i * n) + j],
                };
                for (var p = 0; p < k; p++)
                {
                    sum += (double)_a.Pointer[_shape.TransposeA ? (p * m) + i : (i * k) + p]
                        * _b.Pointer[_shape.TransposeB ? (j * k) + p : (p * n) + j];
                }

                c[(i * n) + j] = sum;
            }
        }

        return c;
    }
}
