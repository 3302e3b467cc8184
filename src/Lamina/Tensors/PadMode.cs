namespace Lamina;

/// <summary>What is put before and behind the elements of an axis.</summary>
public enum PadMode
{
    /// <summary>One number.</summary>
    Constant,

    /// <summary>The elements mirrored at the outermost, which is not repeated.</summary>
    Reflect,

    /// <summary>The elements mirrored at the edge, so that the outermost is repeated.</summary>
    Symmetric,
}
