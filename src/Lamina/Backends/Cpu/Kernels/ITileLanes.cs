using System.Runtime.Intrinsics;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>
/// What the matrix product needs of a vector: one width each in <see cref="TileLanes512"/>, <see cref="TileLanes256"/> and
/// <see cref="TileLanesScalar"/>, so that every kernel is written once and the JIT makes three of it.
/// </summary>
/// <typeparam name="TVector">The vector itself, so that it stays in a register.</typeparam>
internal unsafe interface ITileLanes<TVector>
    where TVector : unmanaged
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>Most rows of a tile of two vectors a row, such that all accumulators are registers.</summary>
    static abstract int TileRows { get; }

    static abstract TVector Load(float* source);

    static abstract void Store(float* target, TVector value);

    /// <summary>Stores the first <paramref name="count"/> lanes, 1 to Count − 1, and touches nothing behind.</summary>
    static abstract void StoreFirst(float* target, TVector value, int count);

    /// <summary>Asks for memory that is needed soon, wherever it lies.</summary>
    static abstract void Prefetch(float* source);

    static abstract TVector Splat(float value);

    static abstract TVector Add(TVector x, TVector y);

    static abstract TVector Subtract(TVector x, TVector y);

    static abstract TVector MultiplyAdd(TVector x, TVector y, TVector sum);

    /// <summary>The value with all lanes from <paramref name="count"/> on made zero, whatever they held.</summary>
    static abstract TVector KeepFirst(TVector value, int count);

    /// <summary>The four sums over all lanes.</summary>
    static abstract Vector128<float> Sums(TVector x0, TVector x1, TVector x2, TVector x3);

    /// <summary>Writes Count columns of the source, <paramref name="rows"/> long, as rows of the target.</summary>
    /// <remarks>Whole vectors are read and written; lanes from <paramref name="rows"/> on mean nothing.</remarks>
    static abstract void Transpose(float* source, nint sourceStride, int rows, float* target, nint targetStride);
}
