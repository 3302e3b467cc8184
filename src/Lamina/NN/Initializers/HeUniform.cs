namespace Lamina.NN;

/// <summary>Uniform numbers of variance 2/in: for layers followed by ReLU.</summary>
/// <remarks>Source: K. He, X. Zhang, S. Ren and J. Sun, "Delving Deep into Rectifiers", ICCV 2015.</remarks>
public sealed record HeUniform() : VarianceScaling(2, FanMode.FanIn, ScalingDistribution.Uniform);
