namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Arithmetic on a register of floats, so that a polynomial is written once for the three widths.</summary>
/// <typeparam name="TVector">float, Vector256 or Vector512 of float.</typeparam>
/// <remarks>
/// Each operation rounds as IEEE 754 says and <see cref="MultiplyAdd"/> rounds once, so all widths give the same bits.
/// A mask is a vector whose lanes have all bits set or none.
/// </remarks>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>How many floats there are.</summary>
    static abstract int Count { get; }

    static abstract TVector Set(float x);

    static abstract TVector Load(float* x);

    /// <summary>The first <paramref name="left"/> lanes from memory, the others from <paramref name="rest"/>.</summary>
    static abstract TVector Load(float* x, nint left, TVector rest);

    static abstract void Store(TVector x, float* dst);

    /// <summary>Stores the first <paramref name="left"/> lanes, or all if there are not more.</summary>
    static abstract void Store(TVector x, float* dst, nint left);

    static abstract TVector Apply<TKernel>(TVector a, TVector b)
        where TKernel : struct, IBinaryKernel;

    static abstract TVector Apply<TKernel>(TVector a, TVector b, TVector c)
        where TKernel : struct, ITernaryKernel;

    /// <summary>All lanes joined by an associative kernel, neighbouring halves first.</summary>
    static abstract float Fold<TKernel>(TVector x)
        where TKernel : struct, IBinaryKernel;

    /// <summary>
    /// Four vectors, each with the function of its own fold in all lanes: half the work of four folds.
    /// </summary>
    static abstract (TVector A, TVector B, TVector C, TVector D) FoldFour<TKernel, TThen>(
        TVector a, TVector b, TVector c, TVector d)
        where TKernel : struct, IBinaryKernel
        where TThen : struct, IUnaryKernel;

    /// <summary>A bit for each lane of a mask, the first lane's lowest.</summary>
    static abstract uint Bits(TVector mask);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c, rounded once.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Abs(TVector x);

    /// <summary>The magnitude of one and the sign of another.</summary>
    static abstract TVector CopySign(TVector magnitude, TVector sign);

    /// <summary>The nearest whole number, ties to even.</summary>
    static abstract TVector Round(TVector x);

    /// <summary>x held between two limits; NaN stays NaN.</summary>
    static abstract TVector Clamp(TVector x, float low, float high);

    /// <summary>x·2ⁿ for whole n between -252 and 254; too large gives infinity, too small a denormal or 0.</summary>
    static abstract TVector Scale(TVector x, TVector n);

    /// <summary>Splits positive normal x = m·2ᵉ with m in [2/3, 4/3); returns m.</summary>
    static abstract TVector Split(TVector x, out TVector exponent);

    static abstract TVector Less(TVector a, TVector b);

    static abstract TVector Equal(TVector a, TVector b);

    /// <summary>a where the mask is set, else b.</summary>
    static abstract TVector Select(TVector mask, TVector a, TVector b);

    /// <summary>
    /// A mask of the lanes where a bit of the whole number x, |x| &lt; 2³¹, is set (two's complement).
    /// </summary>
    static abstract TVector HasBit(TVector x, int bit);
}
