using Lamina.NN;

namespace Lamina.Formats.Keras;

/// <summary>A model as it comes out of a file.</summary>
/// <param name="Model">The model.</param>
/// <param name="Report">Which variable was given which array.</param>
internal sealed record LoadedModel(Model Model, WeightReport Report);
