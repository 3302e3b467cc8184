namespace Lamina.Backends.Cpu.Kernels;

/// <summary>A product of a matrix and a vector: y = init + x·Matrix, or Matrix·x; the stride is in floats.</summary>
internal unsafe struct VectorArguments
{
    public float* Matrix;
    public nint Stride;
    public float* X;

    /// <summary>Elements of x.</summary>
    public nint Depth;
    public float* Init;

    /// <summary>1, or 0 if all of y starts from the same value.</summary>
    public int InitStep;
    public float* Y;

    /// <summary>Elements of y.</summary>
    public int Count;
}

/// <summary>How many vectors of columns are summed at once.</summary>
internal interface IStrip
{
    static abstract int Vectors { get; }
}

internal readonly struct Strip1 : IStrip
{
    public static int Vectors => 1;
}

internal readonly struct Strip2 : IStrip
{
    public static int Vectors => 2;
}

internal readonly struct Strip4 : IStrip
{
    public static int Vectors => 4;
}

internal readonly struct Strip8 : IStrip
{
    public static int Vectors => 8;
}
