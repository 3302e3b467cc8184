namespace Lamina.NN;

/// <summary>What a part of a layer is saved as: nothing of its own, since its arguments are those of the layer around
/// it.</summary>
internal sealed record PartConfig : LayerConfig;
