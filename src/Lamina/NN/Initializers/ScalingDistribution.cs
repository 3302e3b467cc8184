namespace Lamina.NN;

/// <summary>The distribution that <see cref="VarianceScaling"/> draws from.</summary>
public enum ScalingDistribution
{
    /// <summary>Normal, cut at two standard deviations and widened so that its variance is the one wanted.</summary>
    TruncatedNormal,

    /// <summary>Normal.</summary>
    UntruncatedNormal,

    /// <summary>Uniform.</summary>
    Uniform,
}
