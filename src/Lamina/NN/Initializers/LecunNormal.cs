namespace Lamina.NN;

/// <summary>Truncated normal numbers of variance 1/in: for SELU and other self-normalizing layers.</summary>
/// <remarks>Source: Y. LeCun, L. Bottou, G. B. Orr and K.-R. Müller, "Efficient BackProp", 1998.</remarks>
public sealed record LecunNormal() : VarianceScaling(1, FanMode.FanIn, ScalingDistribution.TruncatedNormal);
