namespace Lamina.NN;

/// <summary>Numbers of a truncated normal distribution of variance 2/in: for layers followed by ReLU.</summary>
/// <remarks>Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers", ICCV 2015.</remarks>
public sealed record HeNormal() : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.TruncatedNormal);
