namespace Lamina.NN;

/// <summary>Truncated normal numbers of variance 2/in: for layers followed by ReLU.</summary>
/// <remarks>Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers", ICCV 2015.</remarks>
public sealed record HeNormal() : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.TruncatedNormal);
