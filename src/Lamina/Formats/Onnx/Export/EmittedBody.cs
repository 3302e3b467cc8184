namespace Lamina.Formats.Onnx.Export;

/// <summary>A graph within a graph; it may read the values around it.</summary>
internal sealed record EmittedBody(IReadOnlyList<EmittedNode> Nodes, OnnxValue[] Inputs, OnnxValue[] Outputs);
