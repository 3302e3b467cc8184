using System.Runtime.CompilerServices;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Copies a strided view (a permutation, slice or broadcast) into dense row-major memory.</summary>
/// <remarks>
/// Axes that lie behind one another in the source are joined first. Then the last axis is copied (stride 1), filled
/// (stride 0) or gathered; where the last two axes are a transposed matrix, as for most permutations, it is transposed
/// in registers. Threads split the first axis by moving both pointers and lowering <c>shape[0]</c>.
/// </remarks>
internal static unsafe class StridedCopy
{
    /// <summary>The most axes that a tensor has.</summary>
    public const int MostAxes = 16;

    /// <summary>dst[row-major index] = src[Σ index·stride]. Strides are in elements and may be 0 or negative.</summary>
    /// <exception cref="ArgumentException">
    /// The spans differ in length or are longer than <see cref="MostAxes"/>.
    /// </exception>
    public static void Run(
        float* src, float* dst, ReadOnlySpan<int> shape, ReadOnlySpan<nint> strides, SimdWidth width)
    {
        if (shape.Length != strides.Length || shape.Length > MostAxes)
        {
            throw new ArgumentException($"A view has one stride an axis and {MostAxes} axes at most; " +
                $"this one has {shape.Length} axes and {strides.Length} strides.");
        }

        var sizes = stackalloc nint[MostAxes + 2];
        var steps = stackalloc nint[MostAxes + 2];
        var axes = Join(shape, strides, sizes, steps);
        if (axes < 0)
        {
            return;
        }

        var transposed = steps[axes - 2] == 1 && steps[axes - 1] > 1 && sizes[axes - 1] > 1;
        var block = sizes[axes - 2] * sizes[axes - 1];
        var index = stackalloc nint[MostAxes + 2];
        new Span<nint>(index, axes).Clear();
        while (true)
        {
            if (transposed)
            {
                Transpose2D.Run(
                    src, steps[axes - 1], dst, sizes[axes - 1], sizes[axes - 1], sizes[axes - 2], width);
            }
            else
            {
                Matrix(src, dst, sizes[axes - 2], sizes[axes - 1], steps[axes - 2], steps[axes - 1]);
            }

            dst += block;
            var axis = axes - 3;
            while (axis >= 0 && ++index[axis] == sizes[axis])
            {
                index[axis] = 0;
                src -= (sizes[axis] - 1) * steps[axis];
                axis--;
            }

            if (axis < 0)
            {
                return;
            }

            src += steps[axis];
        }
    }

    // Drops axes of one element and joins neighbours; there are always two axes at least. -1: nothing to copy.
    private static int Join(ReadOnlySpan<int> shape, ReadOnlySpan<nint> strides, nint* sizes, nint* steps)
    {
        var axes = 2;
        sizes[0] = sizes[1] = 1;
        steps[0] = steps[1] = 0;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] == 0)
            {
                return -1;
            }

            if (shape[i] == 1)
            {
                continue;
            }

            if (axes > 2 && steps[axes - 1] == shape[i] * strides[i])
            {
                sizes[axes - 1] *= shape[i];
                steps[axes - 1] = strides[i];
            }
            else
            {
                sizes[axes] = shape[i];
                steps[axes++] = strides[i];
            }
        }

        return axes;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Matrix(float* src, float* dst, nint rows, nint columns, nint rowStep, nint columnStep)
    {
        for (nint row = 0; row < rows; row++, src += rowStep, dst += columns)
        {
            if (columnStep == 1 && columns >= 16)
            {
                new ReadOnlySpan<float>(src, (int)columns).CopyTo(new Span<float>(dst, (int)columns));
            }
            else if (columnStep == 0 && columns >= 16)
            {
                new Span<float>(dst, (int)columns).Fill(*src);
            }
            else
            {
                for (nint column = 0; column < columns; column++)
                {
                    dst[column] = src[column * columnStep];
                }
            }
        }
    }
}
