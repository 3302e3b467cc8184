using Lamina.Formats.Onnx;
using Lamina.Formats.Onnx.Import;

namespace Lamina.Tests.Formats.Onnx.Import;

/// <summary>Each operator computes what ONNX's own cases say.</summary>
public sealed class NodeTests(NodeModels models) : IClassFixture<NodeModels>
{
    /// <summary>Cases of something else than Lamina does, by a part of their names.</summary>
    private static readonly (string Case, string Reason)[] Others =
    [
        ("FLOAT16", "numbers of 16 bits are computed in 32"),
        ("training", "models are imported for inference, in which nothing is dropped and statistics stand in the file"),
        ("downsample_scales_cubic_align_corners", "lengths are whole here, as in ONNX Runtime; the case reckons with 2.4 columns"),
        ("downsample_scales_linear_align_corners", "as above"),
        ("tf_crop_and_resize", "refused by name"),
        ("scan_sum", "version 8, in which the batch stood before the steps; refused"),
    ];

    /// <summary>Operators that ONNX 1.12 does not have, or has no case of one node for.</summary>
    private static readonly string[] WithoutCases =
    [
        "ConstantOfShape", "Gelu", "GlobalLpPool", "GroupNormalization", "LpNormalization", "LpPool", "Mish", "Scatter", "Upsample",
    ];

    public static TheoryData<string> Operators => [.. OnnxFunction.Names];

    [SkippableTheory, MemberData(nameof(Operators))]
    public void Operator_gives_the_numbers_of_its_cases(string name)
    {
        string[] cases = [.. models.Names.Where(file => file.StartsWith(name + ".", StringComparison.Ordinal))];
        Assert.True(cases.Length > 0 || WithoutCases.Contains(name), $"There is no case of {name}.");
        Assert.All(cases.Where(c => !Others.Any(other => c.Contains(other.Case, StringComparison.Ordinal))), Run);
    }

    private void Run(string name)
    {
        var bytes = File.ReadAllBytes(models[name]);
        var (inputs, outputs) = models.ValuesOf(name);
        var file = new ImportFile(name, null) { Bytes = bytes.Length, KeepsDoubles = inputs.Any(x => x.DType == DType.Float64) };

        // Operators that have not changed since are the same in the oldest version that is imported.
        var model = OnnxModel.Read(bytes, name);
        model = model with { OpsetImport = [new OnnxOperatorSet("", Math.Max(7, model.OpsetImport[0].Version))] };
        var graph = ImportGraph.Of(model, file);
        var node = graph.Nodes[0];
        string[] fed = [.. graph.Inputs.Select(input => input.Name)];
        var given = OnnxProgram.Run(
            node, graph.Opset, [.. node.Input.Select(input => input.Length == 0 ? null : Narrow(inputs[Array.IndexOf(fed, input)]))], file);
        var known = node.Output.Zip(given).ToDictionary(pair => pair.First, pair => pair.Second);
        foreach (var (expected, output) in outputs.Zip(graph.Graph.Output).Where(pair => known.ContainsKey(pair.Second.Name)))
        {
            Assert.Equal(expected.Shape, known[output.Name].Shape);
            Near.Assert(expected.ToArray<double>(), known[output.Name].ToArray<double>(), (1e-5, 1e-6), $"{name}, {output.Name}");
        }
    }

    // As tensors of a file are read: whole numbers in 32 bits.
    private static Tensor Narrow(Tensor x) => x.DType is DType.Int64 or DType.UInt8
        ? Tensor.Wrap(Array.ConvertAll(x.ToArray<long>(), static value => (int)Math.Clamp(value, int.MinValue, int.MaxValue)), x.Shape)
        : x;
}
