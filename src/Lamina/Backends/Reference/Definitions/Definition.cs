using Lamina.Ops;

namespace Lamina.Backends.Reference.Definitions;

/// <summary>What an <see cref="IInterpreted"/> op computes: from the values of its inputs those of its
/// output.</summary>
/// <param name="x">The values of each input.</param>
/// <param name="y">Where the output's values go; whatever is there is overwritten.</param>
internal delegate void Definition(double[][] x, double[] y);
