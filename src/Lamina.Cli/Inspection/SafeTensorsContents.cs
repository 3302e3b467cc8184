using Lamina.Formats.SafeTensors;

namespace Lamina.Cli.Inspection;

/// <summary>What is in a safetensors file; only its header is read.</summary>
internal static class SafeTensorsContents
{
    /// <summary>Reads a file.</summary>
    public static Contents Of(string path)
    {
        using var reader = SafeTensorsReader.Open(path);
        return new Contents(
            "a safetensors file",
            [.. reader.Metadata.Select(pair => new Fact(pair.Key, pair.Value))],
            [new("tensors", [.. reader.Tensors.Select(tensor => new Inspected(tensor.Name) { Type = tensor.DType, Axes = Inspected.AxesOf(tensor.Axes) })])]);
    }
}
