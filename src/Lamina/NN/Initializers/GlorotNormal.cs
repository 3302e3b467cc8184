namespace Lamina.NN;

/// <summary>Truncated normal numbers of variance 2/(in + out): for layers without rectifiers.</summary>
/// <remarks>Source: X. Glorot and Y. Bengio, "Understanding the difficulty of training deep feedforward neural
/// networks", AISTATS 2010.</remarks>
public sealed record GlorotNormal() : VarianceScaling(1, FanMode.FanAverage, ScalingDistribution.TruncatedNormal);
