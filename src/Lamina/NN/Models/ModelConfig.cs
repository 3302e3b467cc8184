namespace Lamina.NN;

/// <summary>What a model is made of besides its layers.</summary>
public sealed record ModelConfig : LayerConfig;
