namespace Lamina.Backends.Cpu;

/// <summary>The CPU backend holds every element in a lane of 4 bytes: floats as they are, truth values as 0 and 1 in
/// float32, integers of any width as int32.</summary>
internal static unsafe class Lanes
{
    /// <summary>Converts an array of any dtype into lanes.</summary>
    /// <exception cref="OverflowException">A 64-bit integer does not fit 32 bits.</exception>
    public static void Convert(Array data, AlignedMemory memory)
    {
        switch (data)
        {
            case float[] x:
                x.CopyTo(memory.Span<float>());
                break;
            case int[] x:
                x.CopyTo(memory.Span<int>());
                break;
            case double[] x:
                Each(x, memory.Span<float>(), static value => (float)value);
                break;
            case long[] x:
                Each(x, memory.Span<int>(), static value => checked((int)value));
                break;
            case byte[] x:
                Each(x, memory.Span<int>(), static value => value);
                break;
            case bool[] x:
                Each(x, memory.Span<float>(), static value => value ? 1f : 0f);
                break;
            default:
                throw new MissingKernelException($"No dtype is made of {data.GetType().GetElementType()}.");
        }
    }

    /// <summary>The lanes as an array of a dtype's element type.</summary>
    public static Array ToArray(float* lanes, int count, DType dtype)
    {
        Array own = dtype.IsInteger ? new Span<int>(lanes, count).ToArray() : new Span<float>(lanes, count).ToArray();
        return dtype is DType.Float32 or DType.Int32 ? own : NumberArrays.Convert(own, NumberArrays.ElementType(dtype));
    }

    private static void Each<TFrom, TTo>(TFrom[] from, Span<TTo> to, Func<TFrom, TTo> convert)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = convert(from[i]);
        }
    }
}
