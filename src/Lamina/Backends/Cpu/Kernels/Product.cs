namespace Lamina.Backends.Cpu.Kernels;

/// <summary>One way to compute a block of C: <see cref="MatMulKernel"/> chooses it once.</summary>
internal abstract unsafe class Product
{
    // Not a span of literals: making one allocates until the method is compiled at full tier.
    private static readonly AlignedMemory ZeroMemory = new(32);

    /// <summary>Thirty-two zeros, which sums start from that start from nothing.</summary>
    protected static float* Zeros => ZeroMemory.Pointer;

    /// <summary>Scratch that one run needs.</summary>
    public virtual int ScratchFloats => 0;

    public abstract void Run(in Block block, float* a, float* b, float* init, float* c, float* scratch);
}
