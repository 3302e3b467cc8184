namespace Lamina.NN;

/// <summary>Which half of a Fourier transform's complex numbers <see cref="STFT"/> gives.</summary>
public enum StftSide
{
    /// <summary>The real parts: cosines.</summary>
    Real,

    /// <summary>The imaginary parts: sines.</summary>
    Imaginary,
}
