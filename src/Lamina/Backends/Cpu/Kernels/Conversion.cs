using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lamina.Backends.Cpu.Kernels;

/// <summary>Converts runs of numbers as files and arrays hold them to float32 or int32.</summary>
/// <remarks>Sources are users' memory, so nothing behind their end is read.</remarks>
internal static unsafe class Conversion
{
    /// <summary>dst[i] = src[i] as float32: from byte, bool (0 or 1), int, long, float or double.</summary>
    /// <exception cref="NotSupportedException">There is no conversion from <typeparamref name="T"/>.</exception>
    public static void ToFloat<T>(T* src, float* dst, nint n, SimdWidth width)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Copy(src, dst, n);
        }
        else if (typeof(T) == typeof(byte) || typeof(T) == typeof(bool))
        {
            FromBytes((byte*)src, dst, n, width);
        }
        else if (typeof(T) == typeof(int) || typeof(T) == typeof(long) || typeof(T) == typeof(double))
        {
            Each(src, dst, n);
        }
        else
        {
            throw new NotSupportedException($"Elements of type {typeof(T).Name} cannot be converted to float32.");
        }
    }

    /// <summary>dst[i] = src[i] as int32: from byte, bool, int or long.</summary>
    /// <exception cref="OverflowException">An element does not fit in 32 bits.</exception>
    /// <exception cref="NotSupportedException">There is no conversion from <typeparamref name="T"/>.</exception>
    public static void ToInt32<T>(T* src, int* dst, nint n)
        where T : unmanaged
    {
        if (typeof(T) == typeof(int))
        {
            Copy(src, (float*)dst, n);
        }
        else if (typeof(T) == typeof(byte) || typeof(T) == typeof(bool))
        {
            for (nint i = 0; i < n; i++)
            {
                dst[i] = ((byte*)src)[i];
            }
        }
        else if (typeof(T) == typeof(long))
        {
            FromLongs((long*)src, dst, n);
        }
        else
        {
            throw new NotSupportedException($"Elements of type {typeof(T).Name} cannot be converted to int32.");
        }
    }

    private static void Copy<T>(T* src, float* dst, nint n)
        where T : unmanaged
    {
        var bytes = n * sizeof(float);
        Buffer.MemoryCopy(src, dst, bytes, bytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Each<T>(T* src, float* dst, nint n)
        where T : unmanaged
    {
        for (nint i = 0; i < n; i++)
        {
            dst[i] = typeof(T) == typeof(int) ? ((int*)src)[i]
                : typeof(T) == typeof(long) ? ((long*)src)[i]
                : (float)((double*)src)[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FromBytes(byte* src, float* dst, nint n, SimdWidth width)
    {
        nint i = 0;
        if (width == SimdWidth.Bits512)
        {
            for (; i <= n - 16; i += 16)
            {
                Bytes512(src + i).Store(dst + i);
            }
        }

        if (width != SimdWidth.Scalar)
        {
            for (; i <= n - 8; i += 8)
            {
                Bytes256(src + i).Store(dst + i);
            }

            // The last vector overlaps the one before.
            if (i < n && n >= 8)
            {
                Bytes256(src + n - 8).Store(dst + n - 8);
                return;
            }
        }

        for (; i < n; i++)
        {
            dst[i] = src[i];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Bytes512(byte* src) =>
        Vector512.ConvertToSingle(Avx512F.ConvertToVector512Int32(Vector128.Load(src)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Bytes256(byte* src) =>
        Vector256.ConvertToSingle(Avx2.ConvertToVector256Int32(src));

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void FromLongs(long* src, int* dst, nint n)
    {
        for (nint i = 0; i < n; i++)
        {
            var value = src[i];
            if (value != (int)value)
            {
                throw new OverflowException(
                    $"Element {i} is {value}; int32 holds {int.MinValue} to {int.MaxValue}.");
            }

            dst[i] = (int)value;
        }
    }
}
