namespace Lamina.NN;

/// <summary>How a value between pixels is made of the pixels around it.</summary>
public enum Interpolation
{
    /// <summary>The nearest pixel.</summary>
    Nearest,

    /// <summary>Linear along both axes, between two pixels each.</summary>
    Bilinear,

    /// <summary>Cubic along both axes, between four pixels each: Keys's kernel with a = −½.</summary>
    Bicubic,

    /// <summary>A windowed sinc over six pixels along each axis.</summary>
    Lanczos3,

    /// <summary>A windowed sinc over ten pixels along each axis.</summary>
    Lanczos5,
}
