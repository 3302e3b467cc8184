namespace Lamina.Formats.Onnx.Export;

/// <summary>A weight or constant with a provisional name.</summary>
/// <param name="Id">The provisional name.</param>
/// <param name="Formula">How it is computed.</param>
/// <param name="Hint">What it is called after.</param>
internal sealed record OnnxWeight(string Id, Tensor Formula, string Hint);
