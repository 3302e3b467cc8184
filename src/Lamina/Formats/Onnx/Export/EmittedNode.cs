namespace Lamina.Formats.Onnx.Export;

/// <summary>A node with provisional names.</summary>
internal sealed record EmittedNode(string Op, string[] Inputs, string[] Outputs, OnnxAttribute[] Attributes, string Path)
{
    /// <summary>The graph inside, if there is one.</summary>
    public EmittedBody? Body { get; init; }
}
