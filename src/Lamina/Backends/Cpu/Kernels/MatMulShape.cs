namespace Lamina.Backends.Cpu.Kernels;

/// <summary>What product is meant: C[M,N] = init + op(A)·op(B).</summary>
internal readonly record struct MatMulShape(int M, int N, int K, bool TransposeA, bool TransposeB, Init Init)
{
    /// <summary>Whether C is one row or one column.</summary>
    public bool IsVector => M == 1 || N == 1;

    /// <summary>The same product without transposes that do not change how the numbers lie.</summary>
    public MatMulShape Plain() => this with
    {
        TransposeA = TransposeA && M > 1 && K > 1,
        TransposeB = TransposeB && N > 1 && K > 1,
    };
}
