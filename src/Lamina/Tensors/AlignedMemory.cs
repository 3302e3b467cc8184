using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Lamina;

/// <summary>A block of 4-byte elements that the garbage collector never moves, aligned to 64 bytes, zero at first.</summary>
/// <remarks>Behind the last element lie 64 bytes of slack, so vector code may read (never write) past the end.</remarks>
internal sealed unsafe class AlignedMemory
{
    private const int Alignment = 64;
    private readonly byte[] _block;

    public AlignedMemory(long elements)
    {
        Elements = elements;
        _block = GC.AllocateArray<byte>(BytesOf(elements), pinned: true);
        var start = (nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(_block));
        Pointer = (float*)((start + Alignment - 1) & ~(nint)(Alignment - 1));
    }

    /// <summary>The bytes that a block takes.</summary>
    /// <exception cref="OverflowException">They are too many for an array.</exception>
    public static int BytesOf(long elements) => checked((int)(elements * sizeof(float)) + (2 * Alignment));

    public long Elements { get; }

    /// <summary>The first element. Valid as long as this object is reachable.</summary>
    public float* Pointer { get; }

    public Span<T> Span<T>()
        where T : unmanaged => new(Pointer, (int)(Elements * sizeof(float) / sizeof(T)));
}
