namespace Lamina.Backends.Cpu.Kernels;

/// <summary>What C starts from before the product is added.</summary>
internal enum Init
{
    /// <summary>Zero; no pointer is read.</summary>
    Zero,

    /// <summary>A vector of N, added to each row: the bias.</summary>
    Row,

    /// <summary>An M x N matrix; it may be C itself.</summary>
    Matrix,
}
