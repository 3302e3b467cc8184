namespace Lamina.NN;

/// <summary>What <see cref="STFT"/> divides its window by.</summary>
public enum StftScaling
{
    /// <summary>The root of the sum of squares: for power densities.</summary>
    Density,

    /// <summary>The sum of magnitudes: for amplitudes of waves.</summary>
    Spectrum,
}
