namespace Lamina.NN;

/// <summary>A table kept as whole numbers from −8 to 7, two in a byte, in blocks with a scale and a zero each.</summary>
/// <remarks>
/// <para>Formula: <c>x = (q − zero)·scale</c>, with the zero and the scale of the block that the column belongs to.</para>
/// <para>Layout: a byte holds column 2j in its lower half and column 2j + 1 in its upper half, in two's complement.</para>
/// </remarks>
public sealed record Int4Quantization
{
    // Of half a byte.
    private const int Values = 16;

    /// <summary>How many columns share a scale and a zero.</summary>
    public required int BlockSize { get; init => field = Guard.Positive(value); }

    /// <summary>The number of blocks of a row.</summary>
    internal int BlocksOf(int columns) => ((columns - 1) / BlockSize) + 1;

    /// <summary>Rows as numbers.</summary>
    /// <param name="packed">Bytes as int32: [.., (columns + 1) / 2].</param>
    /// <param name="scale">[.., blocks].</param>
    /// <param name="zero">Whole numbers: [.., blocks].</param>
    /// <param name="blocks">The block of each column: [columns].</param>
    internal static Tensor Dequantize(Tensor packed, Tensor scale, Tensor zero, Tensor blocks)
    {
        int[] columns = [.. Enumerable.Range(0, blocks.Shape[0])];
        var places = Tensor.From<int>([.. columns.Select(column => column / 2)], [columns.Length]);
        var halves = Tensor.From<int>([.. columns.Select(column => column % 2 == 0 ? 1 : Values)], [columns.Length]);

        // 8 more is at least 0, and the remainder leaves the lower half.
        var zeroed = Tensor.FloorDivide(packed.Take(places, -1), halves) + (Values / 2);
        var q = Tensor.Mod(zeroed, zeroed.Like(Values)) - (Values / 2);
        var block = blocks.Cast(DType.Int32);
        return (q - zero.Take(block, -1)).Cast(scale.DType) * scale.Take(block, -1);
    }
}
