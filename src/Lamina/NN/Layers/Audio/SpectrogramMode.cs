namespace Lamina.NN;

/// <summary>What a <see cref="STFTSpectrogram"/> layer gives of the Fourier transform.</summary>
public enum SpectrogramMode
{
    /// <summary>The logarithm of the magnitude.</summary>
    Log,

    /// <summary>The magnitude.</summary>
    Magnitude,

    /// <summary>The power spectral density: the square of the magnitude, twice for all frequencies but the first and last.</summary>
    PowerSpectralDensity,

    /// <summary>The real part.</summary>
    Real,

    /// <summary>The imaginary part.</summary>
    Imaginary,

    /// <summary>The angle in radians.</summary>
    Angle,

    /// <summary>The real part, and behind it the imaginary part.</summary>
    RealAndImaginary,
}
