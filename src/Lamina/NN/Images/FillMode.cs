namespace Lamina.NN;

/// <summary>What stands around an image where a transformation looks beyond its edges.</summary>
public enum FillMode
{
    /// <summary>A constant: <c>k k k | a b c | k k k</c>.</summary>
    Constant,

    /// <summary>The pixel at the edge: <c>a a a | a b c | c c c</c>.</summary>
    Nearest,

    /// <summary>The image reflected about its edge, which is repeated: <c>c b a | a b c | c b a</c>.</summary>
    Reflect,

    /// <summary>The image again: <c>a b c | a b c | a b c</c>.</summary>
    Wrap,

    /// <summary>The image mirrored about its last pixel, which is not repeated: <c>c b | a b c | b a</c>.</summary>
    Mirror,
}
