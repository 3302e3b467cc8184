using System.Globalization;
using Lamina.Formats.Onnx;

namespace Lamina.Cli.Inspection;

/// <summary>What is in an ONNX file: versions, inputs and outputs, how many nodes of which operator, initializers.</summary>
internal static class OnnxContents
{
    /// <summary>Reads a file.</summary>
    public static Contents Of(string path)
    {
        var model = OnnxFile.Read(path);
        var graph = model.Graph ?? throw new LaminaFormatException($"{path}: a model of ONNX has a graph; this file has none.");
        var given = graph.Initializer.Select(tensor => tensor.Name).ToHashSet(StringComparer.Ordinal);
        return new Contents(
            "an ONNX model",
            [
                new Fact("ir_version", Text(model.IrVersion)),
                .. model.OpsetImport.Select(opset => new Fact($"opset{(opset.Domain.Length == 0 ? "" : $" {opset.Domain}")}", Text(opset.Version))),
                new Fact("producer", $"{model.ProducerName} {model.ProducerVersion}".Trim()),
                new Fact("graph", graph.Name),
                .. model.MetadataProps.Select(pair => new Fact(pair.Key, pair.Value)),
            ],
            [
                new("inputs", [.. graph.Input.Where(input => !given.Contains(input.Name)).Select(ValueOf)]),
                new("outputs", [.. graph.Output.Select(ValueOf)]),
                new("nodes", [.. graph.Node.CountBy(node => node.Domain.Length == 0 ? node.OpType : $"{node.Domain}.{node.OpType}")
                    .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new Inspected(pair.Key) { Count = pair.Value })]),
                new("initializers", [.. graph.Initializer.Select(tensor => new Inspected(tensor.Name)
                {
                    Type = TypeOf(tensor.DataType),
                    Axes = Inspected.AxesOf(tensor.Dims),
                    Attributes = [.. tensor.ExternalData.Select(pair => new Fact(pair.Key, pair.Value))],
                })]),
            ]);
    }

    private static Inspected ValueOf(OnnxValueInfo value) => new(value.Name)
    {
        Type = value.Type is { IsTensor: true } type ? TypeOf(type.ElemType) : "no tensor",
        Axes = value.Type?.Shape?.Select(axis => axis.Value is { } length ? Text(length) : axis.Param.Length > 0 ? axis.Param : "?").ToArray(),
    };

    private static string TypeOf(OnnxDataType type) => type.ToString().ToLowerInvariant();

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
